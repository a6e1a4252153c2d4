//! Names that nobody has, as many as wanted: for dictionaries larger than any that can be had.
//!
//! Name n depends on n alone, and no two are the same: each is a number written with the syllables below as digits. Six in ten have
//! two words, three in ten three, and one in ten is Chinese.

use anyhow::{Result, ensure};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const CONSONANTS: &[&str] = &["B", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "V"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u"];
const GIVEN_ENDS: &[&str] = &["na", "ra", "lo", "vin", "mas", "rek", "len", "tia", "dor", "sha", "bel", "rim"];
const FAMILY_ENDS: &[&str] = &[
    "n", "rson", "berg", "ndez", "kov", "ski", "tti", "man", "shi", "wara", "nen", "sson", "quez", "dis", "yan",
    "ller", "ford", "ton", "well", "gaard",
];
const CHINESE_FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const CHINESE_GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海波鹏飞宇浩然子涵欣怡梓轩诗雨佳琪思远天翔博家豪俊峰立新春生永福德荣庆祥安康宁乐和美惠珍淑贤慧颖雪莹琳婷晶倩云月星晨曦光辉亮东南西北山川河湖松柏竹青蓝白金银铁石良才学智信义仁礼忠孝成功振兴中正";

/// In every twenty names, so many of two words, of three, and Chinese ones.
const SHARES: [u64; 3] = [12, 6, 2];
const GLUE: [&str; 10] = ["met", "and", "wrote to", "saw", "with", "thanked", "near", "called", "about", "then left"];

/// Generates names.
struct Names {
    families: Vec<char>,
    given: Vec<char>,
}

/// Writes a dictionary of so many names, one entity each.
pub(crate) fn dictionary(path: &Path, number: u64) -> Result<()> {
    let names = Names::new(number)?;
    let mut out = BufWriter::new(File::create(path)?);
    for n in 0..number {
        writeln!(out, r#"{{"id": "generated/{n}", "type": "generated", "names": ["{}"]}}"#, names.name(n))?;
    }
    out.flush()?;
    Ok(())
}

/// Writes documents that hold ten of so many names each, and no other name.
pub(crate) fn documents(path: &Path, number: u64, documents: u64) -> Result<()> {
    let names = Names::new(number)?;
    let mut out = BufWriter::new(File::create(path)?);
    for document in 0..documents {
        write!(out, r#"{{"id": "{document}", "text": "yesterday"#)?;
        for (place, glue) in (0..).zip(GLUE) {
            write!(out, " {} {glue}", names.name(permuted(document * 10 + place, number)))?;
        }
        writeln!(out, r#" nobody."}}"#)?;
    }
    out.flush()?;
    Ok(())
}

impl Names {
    /// The names 0 to `number`.
    fn new(number: u64) -> Result<Self> {
        let names = Self { families: distinct(CHINESE_FAMILIES), given: distinct(CHINESE_GIVEN) };
        let most = names.chinese() / SHARES[2] * SHARES.iter().sum::<u64>();
        ensure!(number <= most, "At most {most} names can be generated, not {number}.");
        Ok(names)
    }

    /// Name n.
    fn name(&self, n: u64) -> String {
        let (round, place) = (n / 20, n % 20);
        let [two, three, chinese] = SHARES;
        if place < two {
            two_words(permuted(round * two + place, given_names() * families()))
        } else if place < two + three {
            three_words(permuted(round * three + place - two, given_names() * given_names() * families()))
        } else {
            self.chinese_name(permuted(round * chinese + place - two - three, self.chinese()))
        }
    }

    fn chinese(&self) -> u64 {
        self.families.len() as u64 * (self.given.len() as u64).pow(2)
    }

    fn chinese_name(&self, mut n: u64) -> String {
        [&self.given, &self.given, &self.families].map(|digits| digit(&mut n, digits)).iter().rev().collect()
    }
}

fn two_words(n: u64) -> String {
    format!("{} {}", given_name(n % given_names()), family(n / given_names()))
}

fn three_words(n: u64) -> String {
    format!("{} {}", given_name(n % given_names()), two_words(n / given_names()))
}

fn given_names() -> u64 {
    (CONSONANTS.len() * VOWELS.len() * GIVEN_ENDS.len()) as u64
}

fn families() -> u64 {
    (CONSONANTS.len() * VOWELS.len()).pow(2) as u64 * FAMILY_ENDS.len() as u64
}

fn given_name(mut n: u64) -> String {
    [digit(&mut n, CONSONANTS), digit(&mut n, VOWELS), digit(&mut n, GIVEN_ENDS)].concat()
}

fn family(mut n: u64) -> String {
    let first = [digit(&mut n, CONSONANTS), digit(&mut n, VOWELS)].concat();
    let second = [digit(&mut n, CONSONANTS), digit(&mut n, VOWELS)].concat().to_lowercase();
    first + &second + digit(&mut n, FAMILY_ENDS)
}

/// Takes the lowest digit off a number whose digits are `digits`.
fn digit<T: Copy>(n: &mut u64, digits: &[T]) -> T {
    let len = digits.len() as u64;
    let place = usize::try_from(*n % len).expect("a remainder is smaller than the list");
    *n /= len;
    digits[place]
}

/// Another number below `size` for each below `size`: neighbours land far from each other.
fn permuted(n: u64, size: u64) -> u64 {
    /// A prime larger than any prime factor of a size, so that it divides none.
    const STEP: u64 = 2_654_435_761;
    let product = u128::from(n % size) * u128::from(STEP) % u128::from(size);
    u64::try_from(product).expect("a remainder is smaller than the size")
}

/// The characters of a list, each once.
fn distinct(list: &str) -> Vec<char> {
    let mut all: Vec<char> = list.chars().collect();
    all.sort_unstable();
    all.dedup();
    all
}
