//! ARC, the format of web archives before WARC: the header of a record is one line.
//!
//! ```text
//! filedesc://NAME IP DATE text/plain LENGTH                               the file's own record, ahead of all others
//! ADDRESS IP DATE TYPE LENGTH                                             version 1
//! ADDRESS IP DATE TYPE STATUS CHECKSUM LOCATION OFFSET FILE LENGTH        version 2
//! ```
//!
//! Fields are counted from the end, since addresses may hold spaces; where the date stands tells the version.

use super::fault::ArchiveFault;
use super::head::{Head, Kind};
use crate::date::PartialDate;

/// What the record of the file itself begins with.
pub(super) const OF_THE_FILE: &str = "filedesc://";

/// What the addresses of records begin with.
const SCHEMES: &[&str] = &["http:", "https:", OF_THE_FILE, "dns:", "ftp:", "gopher:", "news:", "nntp:", "whois:"];

/// How many fields stand behind the date, in each version.
const BEHIND_DATE: [usize; 2] = [2, 7];

/// Where in damaged bytes the next record may begin: behind a line end. Hardly a page has another address.
pub(super) const NEXT_RECORD: &[u8] = b"\nhttp";

/// Whether a record may begin so, as far as the bytes go.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    SCHEMES.iter().any(|scheme| {
        let both = scheme.len().min(bytes.len());
        bytes[..both] == scheme.as_bytes()[..both]
    })
}

/// Whether bytes begin with the header of a record; none where its line has no end.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    if !may_begin(bytes) {
        return Some(false);
    }
    let end = memchr::memchr(b'\n', bytes)?;
    Some(parse(&bytes[..=end]).is_ok())
}

/// The header that a line is, its line end included.
pub(super) fn parse(line: &[u8]) -> Result<Head, ArchiveFault> {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches(['\r', '\n']);
    let fields: Vec<&str> = text.split(' ').collect();
    let Some(date) = date_among(&fields) else {
        return Err(ArchiveFault::ArcLine { line: text.chars().take(80).collect() });
    };
    let length = fields.last().copied().unwrap_or_default();
    let length = length.parse().map_err(|_| ArchiveFault::ArcLength { value: length.chars().take(40).collect() })?;
    let address = fields[..date - 1].join(" ");
    Ok(Head {
        kind: if address.starts_with(OF_THE_FILE) { Kind::Other } else { Kind::Captured },
        uri: Some(address),
        date: day(fields[date]),
        content_type: fields[date + 1].to_owned(),
        length,
        size: line.len(),
    })
}

/// Which of the fields is the date: the first is the address, and the second that of the server.
fn date_among(fields: &[&str]) -> Option<usize> {
    let places = BEHIND_DATE.iter().filter_map(|behind| fields.len().checked_sub(behind + 1));
    places.filter(|place| *place >= 2).find(|place| is_time(fields[*place]))
}

/// `YYYYMMDDhhmmss`; some have more digits.
fn is_time(field: &str) -> bool {
    (8..=20).contains(&field.len()) && field.bytes().all(|byte| byte.is_ascii_digit())
}

fn day(time: &str) -> Option<PartialDate> {
    PartialDate::parse(&format!("{}-{}-{}", time.get(..4)?, time.get(4..6)?, time.get(6..8)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Option<String>, String, u64, String) {
        let head = parse(line.as_bytes()).unwrap();
        assert_eq!((head.kind, head.size), (Kind::Captured, line.len()));
        (head.uri, head.date.map(|date| date.to_string()).unwrap_or_default(), head.length, head.content_type)
    }

    #[test]
    fn both_versions_are_read() {
        let expected = |uri: &str| (Some(uri.to_owned()), "2003-05-12".to_owned(), 1591, "text/html".to_owned());
        let first = "http://example.com/ 93.184.216.119 20030512050221 text/html 1591\n";
        assert_eq!(read(first), expected("http://example.com/"));
        let spaces = "http://example.com/a b 1 93.184.216.119 20030512050221 text/html 1591\r\n";
        assert_eq!(read(spaces), expected("http://example.com/a b 1"));
        let second = "http://example.com/ 93.184.216.119 20030512050221 text/html 200 abc - 1234 x.arc.gz 1591\n";
        assert_eq!(read(second), expected("http://example.com/"));
    }

    #[test]
    fn what_is_no_record_is_told_from_one() {
        assert_eq!(begins(b"http://example.com/ 1.2.3.4 20030512050221 text/html 7\nx"), Some(true));
        assert_eq!(begins(b"http://example.com/ 1.2.3.4 20030512050221 text/html 7"), None);
        assert_eq!(begins(b"http://example.com/ is a page of 20030512\n"), Some(false));
        assert_eq!(begins(b"<a href=\"http://example.com/\">\n"), Some(false));
        assert!(may_begin(b"htt") && may_begin(b"") && !may_begin(b"ht-"));
        for (line, expected) in [
            ("http://example.com/ 1.2.3.4 20030512050221 text/html -1\n", "is \"-1\", which is no number of bytes"),
            ("http://example.com/ 20030512050221\n", "is \"http://example.com/ 20030512050221\": expected an address"),
            ("", "is \"\": expected an address"),
        ] {
            let told = parse(line.as_bytes()).unwrap_err().to_string();
            assert!(told.contains(expected), "{told}");
        }
    }
}
