//! Units as officers write them: which spellings mean the same, and which words are units at all.

use unicode_normalization::UnicodeNormalization;

/// Spellings of one unit; the first stands for all.
const SYNONYMS: &[&[&str]] = &[
    &["%", "パーセント", "percent"],
    &["ポイント", "pt", "pts"],
    &["ha", "ヘクタール"],
    &["箇所", "か所", "カ所", "ヶ所", "ケ所", "ヵ所", "個所"],
    &["か月", "カ月", "ヶ月", "ケ月", "ヵ月", "箇月"],
    &["人", "名"],
    &["戸", "軒"],
    &["km", "キロメートル", "キロ"],
    &["m", "メートル"],
    &["m2", "平方メートル", "平米"],
    &["km2", "平方キロメートル"],
    &["m3", "立方メートル", "立米"],
    &["t", "トン"],
    &["kg", "キログラム"],
    &["g", "グラム"],
    &["時間", "h"],
    &["歳", "才"],
    &["か国", "カ国", "ヶ国", "ケ国", "ヵ国", "箇国"],
    &["l", "リットル"],
    &["kl", "キロリットル"],
    &["t-co2", "トン-co2", "tco2"],
    &["kwh", "キロワット時"],
];

/// Other units: with these after a number, a person means a unit.
const PLAIN: &[&str] = &[
    "円",
    "件",
    "世帯",
    "回",
    "団体",
    "地区",
    "位",
    "事業者",
    "事業所",
    "施設",
    "社",
    "冊",
    "点",
    "台",
    "基",
    "橋",
    "協定",
    "人日",
    "航路",
    "校",
    "園",
    "室",
    "床",
    "本",
    "頭",
    "羽",
    "匹",
    "枚",
    "個",
    "種類",
    "種",
    "組",
    "組合",
    "班",
    "棟",
    "区画",
    "路線",
    "便",
    "隻",
    "店",
    "店舗",
    "票",
    "通",
    "町",
    "村",
    "市",
    "自治会",
    "講座",
    "教室",
    "コース",
    "品",
    "品目",
    "作品",
    "企業",
    "法人",
    "農家",
    "経営体",
    "クラブ",
    "グループ",
    "チーム",
    "分",
    "秒",
    "倍",
    "割",
    "泊",
    "人泊",
    "kw",
    "mw",
    "ml",
    "mg",
    "db",
    "ppm",
    "℃",
    "°c",
    "ページ",
    "pv",
    "アクセス",
    "フォロワー",
    "席",
    "科目",
    "単位",
    "名義",
    "筆",
    "a",
    "アール",
];

/// Parts of a unit behind a slash only: alone they make a date.
const PERIODS: &[&str] = &["年", "年度", "月", "日", "週"];

/// Powers of ten in front of a unit, longest first.
const SCALES: &[&str] = &["十億", "百億", "千億", "十万", "百万", "千万", "百", "千", "万", "億", "兆"];

/// One spelling of a unit.
fn canonical(unit: &str) -> String {
    let one_dash = |c: char| if matches!(c, '‐'..='―' | '−') { '-' } else { c };
    let plain: String = unit.nfkc().filter(|c| !c.is_whitespace() && *c != '・').flat_map(char::to_lowercase).map(one_dash).collect();
    let parts: Vec<String> = plain.split('/').map(one_part).collect();
    parts.join("/")
}

fn one_part(part: &str) -> String {
    let (scale, base) = scale(part);
    let first = SYNONYMS.iter().find(|spellings| spellings.contains(&base)).and_then(|spellings| spellings.first());
    format!("{scale}{}", first.unwrap_or(&base))
}

/// A unit's scale and the rest: 百万円 is 百万 and 円.
fn scale(unit: &str) -> (&str, &str) {
    SCALES.iter().find_map(|scale| unit.strip_prefix(scale).map(|rest| (*scale, rest))).unwrap_or(("", unit))
}

fn is_known(canonical: &str) -> bool {
    let mut parts = canonical.split('/');
    let (scale, base) = scale(parts.next().unwrap_or(""));
    let known = |part: &str| PLAIN.contains(&part) || SYNONYMS.iter().any(|spellings| spellings.contains(&part));
    (known(base) || (base.is_empty() && !scale.is_empty())) && parts.all(|part| known(part) || PERIODS.contains(&part))
}

/// What a written unit is to the registered one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The same, perhaps in another spelling.
    Same,
    /// A unit, but another one.
    Other,
    /// No unit at all.
    Unknown,
}

/// Compares what stands behind a number with the registered unit.
pub(super) fn compare(written: &str, registered: &str) -> Written {
    let written = canonical(written);
    let registered = canonical(registered);
    // 航路(完成): the bracket says which; 131.8万 for 万人: the scale alone says enough.
    let bare = registered.split('(').next().unwrap_or("");
    if written == registered || (!bare.is_empty() && written == bare) || (!written.is_empty() && written == scale(&registered).0) {
        Written::Same
    } else if is_known(&written) {
        let unscaled = scale(&written).0.is_empty();
        // Where the register states no unit, none can contradict it.
        if registered.is_empty() && unscaled { Written::Same } else { Written::Other }
    } else {
        Written::Unknown
    }
}

/// The scale word at the beginning, where a digit follows: `万` of `万2千`.
pub(super) fn leading_scale(text: &str) -> Option<&str> {
    let (scale, rest) = scale(text);
    (!scale.is_empty() && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(scale)
}

/// Whether a text begins with a power of ten: `千人`, `百万円`, `万`.
pub(super) fn begins_with_scale(text: &str) -> bool {
    !scale(text).0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_unit() {
        for (written, registered) in [
            ("名", "人"),
            ("％", "%"),
            ("ﾊﾟｰｾﾝﾄ", "%"),
            ("㏊", "ha"),
            ("ｈａ", "ha"),
            ("ヘクタール", "ha"),
            ("ヶ所", "か所"),
            ("人／ha", "人/ha"),
            ("g/人・日", "g/人日"),
            ("万", "万人"),
            ("万名", "万人"),
            ("航路", "航路(完成)"),
            ("百万", "百万円"),
            ("㎡", "平方メートル"),
            ("ｔ−CO₂", "t-CO2"),
            ("ℓ", "リットル"),
            ("個所", "ヶ所"),
        ] {
            assert_eq!(compare(written, registered), Written::Same, "{written} {registered}");
        }
    }

    #[test]
    fn other_units_and_no_units() {
        for (written, registered) in [
            ("千円", "百万円"),
            ("円", "千円"),
            ("万人", "人"),
            ("人", "万人"),
            ("万", "人"),
            ("千", "千万円"),
            ("%", "件"),
            ("ポイント", "%"),
            ("件/年", "件"),
        ] {
            assert_eq!(compare(written, registered), Written::Other, "{written} {registered}");
        }
        for written in ["(4)", "月31日", "以上", "①", "abc", ".3"] {
            assert_eq!(compare(written, "人"), Written::Unknown, "{written}");
        }
    }
}
