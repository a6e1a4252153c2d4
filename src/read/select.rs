//! Other fields of the input that go along into the output: `--select`.

use super::bad::Fault;
use super::object::FieldNames;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// The object of all selected fields; `json` gives the value of each, where there is one. None where none are selected.
pub(super) fn object<'v>(
    names: &FieldNames,
    mut json: impl FnMut(&str) -> Option<Cow<'v, str>>,
) -> Option<Cow<'static, str>> {
    if names.select.is_empty() {
        return None;
    }
    let mut out = String::from("{");
    for (at, field) in names.select.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&string(field));
        out.push(':');
        out.push_str(json(field).as_deref().unwrap_or("null"));
    }
    out.push('}');
    Some(Cow::Owned(out))
}

/// What a document says that has no fields.
pub(super) fn nothing(names: &FieldNames) -> Option<Cow<'static, str>> {
    object(names, |_| None)
}

/// A text as a JSON string.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The selected fields of a JSON object, each as it stands there, less white space.
pub(super) fn of_object(json: &str, names: &FieldNames) -> Result<Option<Cow<'static, str>>, Fault> {
    if names.select.is_empty() {
        return Ok(None);
    }
    let fields = fields(json).map_err(|error| Fault::Json { message: error.to_string() })?;
    Ok(object(names, |path| find(&fields, path).map(compact)))
}

type Fields<'j> = HashMap<Key<'j>, &'j RawValue>;

/// A key, borrowed where it holds no escapes.
#[derive(PartialEq, Eq, Hash, serde::Deserialize)]
struct Key<'j>(#[serde(borrow)] Cow<'j, str>);

fn fields(json: &str) -> Result<Fields<'_>, serde_json::Error> {
    serde_json::from_str(json)
}

/// The value at a path: that of the field with just this name, else that in the object ahead of a dot.
fn find<'j>(fields: &Fields<'j>, path: &str) -> Option<&'j str> {
    let get = |name: &str| fields.get(&Key(Cow::Owned(name.to_owned()))).map(|value| value.get());
    let inside = |(at, _): (usize, _)| find(&self::fields(get(&path[..at])?).ok()?, &path[at + 1..]);
    get(path).or_else(|| path.match_indices('.').find_map(inside))
}

/// JSON without white space between its parts: a record is one line.
fn compact(json: &str) -> Cow<'_, str> {
    if !json.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return Cow::Borrowed(json);
    }
    let (mut in_string, mut escaped) = (false, false);
    let stays = |c: &char| {
        let was_in_string = in_string;
        in_string ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        was_in_string || !c.is_ascii_whitespace()
    };
    Cow::Owned(json.chars().filter(stays).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, select: &[&str], expected: &str) {
        let names =
            FieldNames { select: select.iter().map(|&field| field.to_owned()).collect(), ..FieldNames::default() };
        assert_eq!(of_object(json, &names).unwrap().as_deref(), Some(expected), "{json}");
    }

    #[test]
    fn values_are_as_they_were() {
        let json = r#"{"a": 1.50, "b": "x\n é", "c": [1, {"d": null}], "e": 12345678901234567890123, "f": true}"#;
        check(json, &["a", "b", "c"], r#"{"a":1.50,"b":"x\n é","c":[1,{"d":null}]}"#);
        check(json, &["f", "e", "missing"], r#"{"f":true,"e":12345678901234567890123,"missing":null}"#);
    }

    #[test]
    fn dots_lead_into_objects() {
        let json = r#"{"a": {"b": {"c": 1}, "b.c": 2}, "a.b": {"c": 3}, "x": {"y.z": 4}, "t": "a"}"#;
        check(json, &["a.b"], r#"{"a.b":{"c":3}}"#);
        check(json, &["a.b.c"], r#"{"a.b.c":2}"#);
        check(json, &["x.y.z", "x.y", "t.u"], r#"{"x.y.z":4,"x.y":null,"t.u":null}"#);
    }

    #[test]
    fn a_record_stays_one_line() {
        check(
            "{\"a\": {\n  \"b c\" : \"d\\\" e\\\\\" ,\n \"f\": [ ]\r\n}}",
            &["a"],
            r#"{"a":{"b c":"d\" e\\","f":[]}}"#,
        );
    }

    #[test]
    fn where_nothing_is_asked_for_nothing_is_there() {
        assert_eq!(of_object("{}", &FieldNames::default()), Ok(None));
        let names = FieldNames { select: vec!["a".to_owned()], ..FieldNames::default() };
        assert_eq!(nothing(&names).as_deref(), Some(r#"{"a":null}"#));
    }
}
