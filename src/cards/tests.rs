use super::*;

fn words(title: &str) -> CardWords {
    CardWords {
        title: title.to_owned(),
        kicker: Some("Papers No. 7".to_owned()),
        publisher: "Institute".to_owned(),
        date: Some("28 November 2025".to_owned()),
        right_to_left: false,
    }
}

fn press() -> Press {
    Press::new(None).expect("the built-in fonts are fonts")
}

#[test]
fn a_short_title_is_large_and_a_long_one_gets_smaller_before_it_is_cut() {
    let press = press();
    let short = press.set(&words("Talks resume"));
    assert_eq!((short.size, short.lines.as_slice()), (76, ["Talks resume".to_owned()].as_slice()));
    let mut last = u16::MAX;
    for repeat in [1, 8, 14, 20, 40, 400] {
        let title = "Guarantees without a date ".repeat(repeat);
        let setting = press.set(&words(&title));
        assert!(setting.size <= last && setting.lines.len() <= 7, "{repeat}: {setting:?}");
        for line in &setting.lines {
            assert!(press.fonts.width(line, setting.size) <= WIDTH, "{line}");
        }
        let whole = setting.lines.join(" ") == title.trim_end();
        assert!(whole || setting.lines.last().is_some_and(|line| line.ends_with('…')), "{repeat}: {setting:?}");
        last = setting.size;
    }
    assert_eq!(last, 42);
}

#[test]
fn the_built_in_letters_are_latin_greek_and_cyrillic() {
    let press = press();
    for title in ["Élysée – “Œuvre”, naïve Łódź", "Ειρηνευτικές συνομιλίες", "Переговори про мир: ґрунт, їжа"]
    {
        assert_eq!(press.missing(&words(title)), None, "{title}");
    }
    assert_eq!(press.missing(&words("The 和平 talks")), Some('和'));
}

#[test]
fn a_card_is_a_png_of_its_size_and_the_same_each_time() {
    let press = press();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'><rect width='1200' height='630' fill='#fff'/>\
               <text x='80' y='200' font-size='76' font-weight='700' font-family=\"'Noto Sans'\">Talks</text></svg>";
    let png = press.print(svg).expect("it is an SVG");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&png[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 × 630");
    assert_eq!(png, press.print(svg).expect("it is still one"));
    let blank = svg.replace("Talks", "");
    assert_ne!(png, press.print(&blank).expect("it is one"), "letters are drawn");
    assert_ne!(press.key(svg), press.key(&blank));
}

#[test]
fn no_file_of_the_machine_is_drawn() {
    let press = press();
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("x.svg");
    std::fs::write(
        &other,
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
    )
    .expect("it can be written");
    let svg =
        |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>{inside}</svg>");
    let image = format!("<image href='{}' width='900' height='600'/>", other.display());
    assert_eq!(press.print(&svg(&image)), press.print(&svg("")));
}

#[test]
fn what_is_no_picture_is_told() {
    assert!(press().print("<svg").is_err());
    assert!(Press::new(Some(b"wOF2 and so on")).is_none());
}
