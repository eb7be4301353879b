//! Sites in the languages that briefgen has words in; expected words are those of the language, written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::project::Project;

/// A site with a bit of everything that a page says of its own.
fn site(language: &str) -> Project {
    Project::new()
        .file(
            "briefgen.yaml",
            &format!("title: Desk\nlanguage: {language}\nbase_url: https://desk.example/\nlicense: CC BY 4.0\n"),
        )
        .file("seeds/talks.txt", "Talks resume\n\nAvaria met Borduria again in Geneva on Monday. The talks went on for two days.\n")
        .file(
            "content/actors.yaml",
            "- id: avaria\n  name: Avaria\n  kind: state\n  relations: [{kind: member-of, to: borduria, from: 2020-05}]\n\
             - id: borduria\n  name: Borduria\n  kind: bloc\n  roles: [{title: Chair, from: 2021-05-03, until: 2024}]\n",
        )
        .file("content/themes.yaml", "- {id: talks, name: Negotiations, phrases: [talks]}\n")
        .file(
            "content/notes/talks.md",
            "---\nseries: papers\nnumber: \"7\"\npublished: 2026-03-01\nthemes: [talks]\nauthors: [{name: Jane Doe}]\nkey_messages:\n\
             \x20 - {text: They met., quote: met Borduria again}\nnotes:\n  - {quote: for two days, kind: question, text: Which?}\n\
             positions:\n  - {actor: avaria, theme: talks, stance: supports, statement: It came., quote: met Borduria again}\n\
             recommendations:\n  - {text: Wait., to: avaria, by: 2026-04}\nrevisions:\n  - {date: 2026-03-02, kind: correction, text: A day.}\n\
             sources:\n  - {title: A speech, accessed: 2026-02-03}\n---\n",
        )
        .file("content/series.yaml", "- {id: papers, name: Papers}\n")
}

#[track_caller]
fn assert_says(project: &Project, path: &str, wanted: &[&str]) {
    let page = project.page(path);
    for words in wanted {
        assert!(page.contains(words), "{path} lacks {words}:\n{page}");
    }
}

/// What the pages of the site say in a language.
struct Said {
    language: &'static str,
    brief: &'static [&'static str],
    actor: &'static [&'static str],
    home: &'static [&'static str],
    positions: &'static str,
    not_found: &'static str,
}

const LANGUAGES: [Said; 6] = [
    Said {
        language: "en",
        brief: &[
            ">Key messages<",
            "By <bdi>Jane Doe</bdi>",
            "Papers</a> No. 7",
            ">1 March 2026<",
            "Corrected 2 March 2026",
            ">1 min<",
            "Open question",
            "To: <a",
            "by <time datetime=\"2026-04\">April 2026</time>",
            "(read <time datetime=\"2026-02-03\">3 February 2026</time>)",
            ">Cite this<",
            "Jane Doe (2026). Talks resume. Papers No. 7.",
            "on <a href=\"#p-",
            ">“for two days”</a>",
            ">Contents<",
        ],
        actor: &[">State<", "Member of <a", "since <time datetime=\"2020-05\">May 2020</time>", ">Mentions <"],
        home: &["lang=\"en\"", ">Latest briefs<", ">Skip to the text<", "Licence: CC BY 4.0"],
        positions: "Who holds what: actors by theme, the latest stance first",
        not_found: "Page not found",
    },
    Said {
        language: "fr",
        brief: &[
            ">Points clés<",
            "Par <bdi>Jane Doe</bdi>",
            "Papers</a> n°\u{a0}7",
            ">1er mars 2026<",
            "Corrigée le 2 mars 2026",
            ">1\u{a0}min<",
            "Question ouverte",
            "Destinataire\u{a0}: <a",
            "d’ici <time datetime=\"2026-04\">avril 2026</time>",
            "(consulté le <time datetime=\"2026-02-03\">3 février 2026</time>)",
            ">Citer cette note<",
            ">«\u{202f}for two days\u{202f}»</a>",
            ">Sommaire<",
            "Annotation 1\u{a0}: Question ouverte",
        ],
        actor: &[">État<", "Membre de <a", "depuis <time datetime=\"2020-05\">mai 2020</time>", ">Mentions <"],
        home: &["lang=\"fr\"", ">Dernières notes<", ">Aller au contenu<", "Licence\u{a0}: CC BY 4.0"],
        positions: "Qui défend quoi\u{a0}: acteurs par thème",
        not_found: "Page introuvable",
    },
    Said {
        language: "de",
        brief: &[
            ">Kernaussagen<",
            "Von <bdi>Jane Doe</bdi>",
            "Papers</a> Nr.\u{a0}7",
            ">1. März 2026<",
            "Berichtigt am 2. März 2026",
            ">1\u{a0}Min.<",
            "Offene Frage",
            "An: <a",
            "bis <time datetime=\"2026-04\">April 2026</time>",
            "(abgerufen am <time datetime=\"2026-02-03\">3. Februar 2026</time>)",
            ">Zitiervorschlag<",
            ">„for two days“</a>",
            ">Inhalt<",
        ],
        actor: &[">Staat<", "Mitglied von <a", "seit <time datetime=\"2020-05\">Mai 2020</time>", ">Nennungen <"],
        home: &["lang=\"de\"", ">Neueste Kurzanalysen<", ">Zum Text springen<"],
        positions: "Wer welche Position vertritt",
        not_found: "Seite nicht gefunden",
    },
    Said {
        language: "es",
        brief: &[
            ">Mensajes clave<",
            "Por <bdi>Jane Doe</bdi>",
            "Papers</a> n.º\u{a0}7",
            ">1 de marzo de 2026<",
            "Corregida el 2 de marzo de 2026",
            "Pregunta abierta",
            "Destinatario: <a",
            "a más tardar en <time datetime=\"2026-04\">abril de 2026</time>",
            "(consultado el <time datetime=\"2026-02-03\">3 de febrero de 2026</time>)",
            ">«for two days»</a>",
            ">Contenido<",
        ],
        actor: &[">Estado<", "Miembro de <a", "desde <time datetime=\"2020-05\">mayo de 2020</time>", ">Menciones <"],
        home: &["lang=\"es\"", ">Últimas notas<", ">Ir al texto<"],
        positions: "Quién sostiene qué: actores por tema",
        not_found: "Página no encontrada",
    },
    Said {
        language: "uk",
        brief: &[
            ">Ключові тези<",
            "Авторство: <bdi>Jane Doe</bdi>",
            "Papers</a> №\u{a0}7",
            ">1 березня 2026 року<",
            "Виправлено 2 березня 2026 року",
            "Відкрите питання",
            "Кому: <a",
            "до <time datetime=\"2026-04\">квітня 2026 року</time>",
            "(переглянуто <time datetime=\"2026-02-03\">3 лютого 2026 року</time>)",
            ">«for two days»</a>",
            ">Зміст<",
        ],
        actor: &[">Держава<", "з <time datetime=\"2020-05\">травня 2020 року</time>", ">Згадки <"],
        home: &["lang=\"uk\"", ">Останні записки<", ">Перейти до тексту<"],
        positions: "Хто якої позиції дотримується",
        not_found: "Сторінку не знайдено",
    },
    Said {
        language: "ar",
        brief: &[
            ">الرسائل الرئيسية<",
            "إعداد: <bdi>Jane Doe</bdi>",
            "Papers</a> العدد\u{a0}7",
            ">1 مارس 2026<",
            "صُحح في 2 مارس 2026",
            ">دقيقة واحدة<",
            "سؤال مفتوح",
            "في موعد أقصاه <time datetime=\"2026-04\">أبريل 2026</time>",
            "(اطُّلع عليه في <time datetime=\"2026-02-03\">3 فبراير 2026</time>)",
            ">«for two days»</a>",
            ">المحتويات<",
        ],
        actor: &[">دولة<", "عضو في <a", "منذ <time datetime=\"2020-05\">مايو 2020</time>", ">مواضع الذكر <"],
        home: &["lang=\"ar\" dir=\"rtl\"", ">أحدث الموجزات<", ">انتقل إلى النص<"],
        positions: "من يتبنى أي موقف",
        not_found: "الصفحة غير موجودة",
    },
];

#[test]
fn a_site_says_everything_in_its_language() {
    for said in LANGUAGES {
        let project = site(said.language);
        project.build();
        assert_says(&project, "briefs/talks/index.html", said.brief);
        assert_says(&project, "actors/avaria/index.html", said.actor);
        assert_says(&project, "index.html", said.home);
        assert_says(&project, "positions/index.html", &[said.positions]);
        assert_says(&project, "404.html", &[said.not_found]);
    }
}

#[test]
fn a_feed_is_titled_as_its_language_writes() {
    assert_says(site("fr").build(), "actors/avaria/feed.xml", &["<title>Avaria\u{a0}: Desk</title>"]);
    assert_says(site("en").build(), "actors/avaria/feed.xml", &["<title>Avaria: Desk</title>"]);
}

#[test]
fn both_ends_of_a_time_are_said() {
    let office = |language: &str| {
        let project = site(language);
        let page = project.build().page("actors/borduria/index.html");
        page.split("<span class=\"when\">").nth(1).unwrap().split("</span>").next().unwrap().to_owned()
    };
    let (from, until) = ("<time datetime=\"2021-05-03\">", "<time datetime=\"2024\">");
    assert_eq!(office("en"), format!("since {from}3 May 2021</time>, until {until}2024</time>"));
    assert_eq!(office("fr"), format!("depuis le {from}3 mai 2021</time>, jusqu’en {until}2024</time>"));
    assert_eq!(office("de"), format!("seit dem {from}3. Mai 2021</time>, bis {until}2024</time>"));
    assert_eq!(office("uk"), format!("з {from}3 травня 2021 року</time>, до {until}2024</time> року"));
    assert_eq!(office("ar"), format!("منذ {from}3 مايو 2021</time>، حتى عام {until}2024</time>"));
}

/// A month is named otherwise where it stands alone than where it follows a day or a preposition.
#[test]
fn a_month_alone_has_its_own_name() {
    let project = site("uk").file("content/briefs/own.md", "---\ntitle: Own\npublished: 2026-03\n---\nText.\n");
    assert_says(project.build(), "briefs/own/index.html", &["<time datetime=\"2026-03\">березень 2026 року</time>"]);
}

/// The number of briefs that name each of four actors: 1, 2, 5 and 21 of 21.
fn counted(language: &str) -> String {
    let names = [("alpha", "Alpha", 1), ("beta", "Beta", 2), ("gamma", "Gamma", 5), ("delta", "Delta", 21)];
    let mut project = Project::new().file("briefgen.yaml", &format!("title: Desk\nlanguage: {language}\n"));
    let actors = names.map(|(id, name, _)| format!("- {{id: {id}, name: {name}, kind: group}}\n"));
    project = project.file("content/actors.yaml", &actors.concat());
    for at in 0..21 {
        let named: Vec<&str> = names.iter().filter(|(_, _, count)| at < *count).map(|(_, name, _)| *name).collect();
        let text = format!("---\ntitle: Brief {at}\n---\nHere are {}.\n", named.join(" and "));
        project = project.file(&format!("content/briefs/b{at}.md"), &text);
    }
    project.build().page("network/index.html")
}

#[test]
fn numbers_take_the_forms_of_the_language() {
    let uk = counted("uk");
    for words in
        ["Alpha: Група, 1 записка", "Beta: Група, 2 записки", "Gamma: Група, 5 записок", "Delta: Група, 21 записка"]
    {
        assert!(uk.contains(words), "{words}");
    }
    let ar = counted("ar");
    for words in
        ["Alpha: مجموعة، موجز واحد", "Beta: مجموعة، موجزان", "Gamma: مجموعة، 5 موجزات", "Delta: مجموعة، 21 موجزًا"]
    {
        assert!(ar.contains(words), "{words}");
    }
    let fr = counted("fr");
    for words in ["Alpha\u{a0}: Groupe, 1 note\"", "Beta\u{a0}: Groupe, 2 notes\""] {
        assert!(fr.contains(words), "{words}");
    }
}

/// The figures of a language stand wherever a page writes a number, and are given to the script of the filters.
#[test]
fn a_page_has_one_kind_of_digits() {
    let digits = "thousand: \"١٬٢٣٤\"\nmillion: \"١٬٢٣٤٬٥٦٧٫٨\"\n";
    let mut project = site("ar").file("templates/words/ar.yaml", digits);
    for at in 0..12 {
        let text = format!("Talks resume\n\nAvaria met Borduria again, for the {at}th time.\n");
        project = project.file(&format!("seeds/more-{at}.txt"), &text).file(
            &format!("content/notes/more-{at}.md"),
            &format!("---\npublished: 202{}\noriginal: {{author: Ann Lee}}\nauthors: [{{name: Jane Doe}}, {{name: John Smith}}]\nnotes:\n  - {{quote: met Borduria again, kind: context, text: Yes.}}\n---\n", at % 5),
        );
    }
    project.build();
    assert_says(
        &project,
        "briefs/more-3/index.html",
        &[
            "<span class=\"note-number\">١</span>",
            " data-note=\"١\"",
            "<bdi>Jane Doe</bdi>، <bdi>John Smith</bdi>",
            "<bdi>Ann Lee</bdi>",
            "<p><bdi>Jane Doe</bdi>، <bdi>John Smith</bdi> (٢٠٢٣). <bdi>Talks resume</bdi>. Desk.",
        ],
    );
    assert_says(&project, "actors/avaria/index.html", &["<div class=\"filter\" ", " data-zero=\"٠\""]);
}

#[test]
fn a_site_changes_single_words_and_the_rest_stays() {
    let project = site("fr").file("templates/words/fr.yaml", "key_messages: À retenir\ncolon: \":\"\n");
    project.build();
    assert_says(&project, "briefs/talks/index.html", &[">À retenir<", ">Sommaire<", "Destinataire: <a"]);
}

#[test]
fn a_region_has_the_words_of_its_language_and_keeps_its_tag() {
    let project = site("fr-CA").file("templates/words/fr-CA.yaml", "home: Chez nous\n");
    project.build();
    assert_says(&project, "404.html", &["<html lang=\"fr-CA\">", "Page introuvable", ">Chez nous<"]);
    let german = site("de-AT");
    assert_says(german.build(), "404.html", &["<html lang=\"de-AT\">", "Seite nicht gefunden"]);
}

#[test]
fn a_site_brings_a_language_and_english_fills_in() {
    let project = site("it").file("templates/words/it.yaml", "key_messages: Messaggi chiave\nmonths_alone: [gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre]\n");
    project.build();
    assert_says(
        &project,
        "briefs/talks/index.html",
        &["<html lang=\"it\">", ">Messaggi chiave<", ">Contents<", "by <time datetime=\"2026-04\">April 2026"],
    );
    let unknown = site("sw");
    assert_says(unknown.build(), "briefs/talks/index.html", &["<html lang=\"sw\">", ">Key messages<"]);
}

/// A page of its own language speaks that language; the frame around it is the site’s.
#[test]
fn a_page_speaks_its_own_language_in_the_frame_of_the_site() {
    let project = site("en")
        .file("content/briefs/avis.md", "---\ntitle: Avis\nlanguage: fr\npublished: 2026-03-01\n---\nTexte.\n")
        .file("content/briefs/rai.md", "---\ntitle: رأي\nlanguage: ar\npublished: 2026-03-01\n---\nنص.\n")
        .file("content/briefs/maoni.md", "---\ntitle: Maoni\nlanguage: sw\npublished: 2026-03-01\n---\nMaandishi.\n");
    project.build();
    let french = [
        "<html lang=\"fr\">",
        ">1er mars 2026<",
        ">Citer cette note<",
        "<header class=\"site-header\" lang=\"en\" dir=\"ltr\">",
        ">Briefs</a>",
    ];
    assert_says(&project, "briefs/avis/index.html", &french);
    assert_says(
        &project,
        "briefs/rai/index.html",
        &[
            "<html lang=\"ar\" dir=\"rtl\">",
            ">طريقة الاستشهاد<",
            "<footer class=\"site-footer\" lang=\"en\" dir=\"ltr\">",
        ],
    );
    assert_says(&project, "briefs/maoni/index.html", &["<html lang=\"sw\">", ">1 March 2026<", ">Cite this<"]);
    assert!(project.page("index.html").contains("<header class=\"site-header\">"), "no more where both agree");
}

/// Words of another language say so wherever they stand; a direction is said where it differs.
#[test]
fn foreign_words_say_their_language() {
    let project = site("ar")
        .file("seeds/avis.md", "# Avis du conseil\n\n## Sur les talks\n\nLe conseil de Borduria a rendu un avis sur les talks.\n\n- un point\n- un autre\n")
        .file(
            "content/notes/avis.md",
            "---\noriginal: {language: fr}\npublished: 2026-01-02\nsummary: ملخص.\nthemes: [talks]\nnotes:\n  - {quote: rendu un avis, kind: context, text: نص.}\n\
             positions:\n  - {actor: borduria, theme: talks, stance: opposes, statement: موقف., quote: rendu un avis}\n\
             downloads:\n  - {file: a.csv, title: Tables, language: fr}\n---\n",
        )
        .file("content/notes/a.csv", "a,b\n")
        .file("content/briefs/opinion.md", "---\ntitle: An opinion\nlanguage: en\npublished: 2026-01-02\nsummary: In brief.\n---\nBorduria is named.\n");
    project.build();
    let french = "lang=\"fr\" dir=\"ltr\"";
    assert_says(
        &project,
        "briefs/avis/index.html",
        &[
            &format!("{french}>Avis du conseil</h1>"),
            &format!("{french}>Le conseil de <a class=\"mention\""),
            "<span class=\"note-kind\">سياق</span></summary>",
            &format!("\" {french}>«rendu un avis»</a>"),
            &format!("<span {french}><q>rendu un avis</q></span>"),
            &format!("<cite {french}>Avis du conseil</cite>"),
            &format!("hreflang=\"fr\" {french}>Tables</a>"),
            "<p>موقف.</p>",
            &format!(" {french}>Sur les talks</a></li>"),
            &format!("<p><bdi>Desk</bdi> (2026). <bdi {french}>Avis du conseil</bdi>. <a"),
            &format!("<ul {french}><li><div class=\"item\" id="),
        ],
    );
    let named = [
        &format!("{french}>Avis du conseil</a></h3>"),
        &format!("<li><span {french}>Le conseil de <mark>Borduria</mark>"),
        "lang=\"en\" dir=\"ltr\">An opinion</a></h3>",
    ];
    assert_says(&project, "actors/borduria/index.html", &named.map(|words| words as &str));
    assert_says(&project, "sources/index.html", &[&format!("<cite {french}>Avis du conseil</cite>")]);
    let feed = [
        "<title xml:lang=\"fr\">Avis du conseil</title>",
        "<summary>ملخص.</summary>",
        "<title xml:lang=\"en\">An opinion</title>",
        "<summary xml:lang=\"en\">In brief.</summary>",
    ];
    assert_says(&project, "feed.xml", &feed);
    assert_says(&project, "briefs/index.html", &[&format!("{french}>Avis du conseil</a></h2>")]);
    assert_says(&project, "actors/borduria/preview.html", &["lang=\"en\" dir=\"ltr\">An opinion</a>"]);
}

#[test]
fn faults_of_a_file_of_words_are_found_at_their_place() {
    let project = site("en").file(
        "templates/words/en.yaml",
        "key_mesages: To note\nfilter_shown: \"{shown} shown\"\nnetwork_briefs: {one: a brief, few: some, other: \"{n} briefs\"}\nhome: [Start]\n",
    );
    assert_eq!(
        project.findings(&["check", "--quiet"]),
        [
            "templates/words/en.yaml:1:1 unknown-key",
            "templates/words/en.yaml:2:15 invalid-value",
            "templates/words/en.yaml:3:37 invalid-value",
            "templates/words/en.yaml:4:7 wrong-type",
        ]
    );
    let run = project.run(&["check", "--quiet", "--format", "short"]);
    let told: Vec<&str> = run.stderr.lines().take(4).collect();
    assert_eq!(
        told,
        [
            "templates/words/en.yaml:1:1: error[unknown-key]: `key_mesages` is no key of a file of words",
            "templates/words/en.yaml:2:15: error[invalid-value]: `filter_shown` lacks `{total}`",
            "templates/words/en.yaml:3:37: error[invalid-value]: no number takes the form `few` in this language",
            "templates/words/en.yaml:4:7: error[wrong-type]: a list stands where a text is expected",
        ]
    );
    assert_eq!(run.code, Some(1));
}

/// Markup in words is text, as everywhere else.
#[test]
fn words_are_text() {
    let words = "note_on: \"<i>on</i> {words}\"\nquoted: \"<b>{words}\"\n";
    let project = site("en").file("templates/words/en.yaml", words);
    let page = project.build().page("briefs/talks/index.html");
    assert!(page.contains("&lt;i&gt;on&lt;/i&gt; <a") && page.contains("&lt;b&gt;for two days"), "{page}");
}

#[cfg(feature = "serve")]
#[test]
fn the_preview_shows_words_as_they_are_edited() {
    use super::preview::Preview;
    let project = site("en").file("templates/words/en.yaml", "home: Start\n");
    let preview = Preview::of(&project);
    preview.wait_for("/briefs/talks/", ">Key messages<");
    project.put("templates/words/en.yaml", b"key_messages: To note\n");
    preview.wait_for("/briefs/talks/", ">To note<");
}

/// Every file below a folder of the project.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, found) } else { found.push(path) }
    }
}

/// The names that follow `start` in a text.
fn after<'t>(text: &'t str, start: &str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).map(|rest| rest.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).next().unwrap())
}

#[test]
fn every_word_that_is_asked_for_is_there_and_every_word_is_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = std::fs::read_to_string(root.join("templates/words/en.yaml")).unwrap();
    let keys: BTreeSet<&str> = english
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    let mut files = Vec::new();
    sources(&root.join("src/render"), &mut files);
    sources(&root.join("templates"), &mut files);
    let mut asked: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut quoted = String::new();
    for file in
        files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "html" || ending == "rs"))
    {
        let text = std::fs::read_to_string(&file).unwrap();
        let of_templates = file.extension().is_some_and(|ending| ending == "html");
        let starts: Vec<String> = if of_templates {
            vec!["words.".to_owned()]
        } else {
            let calls = ["text", "filled", "html", "counted", "dated"];
            calls.iter().flat_map(|call| [format!("words.{call}(\""), format!("words().{call}(\"")]).collect()
        };
        for start in starts {
            asked.extend(after(&text, &start).filter(|key| !key.is_empty()).map(|key| (key.to_owned(), file.clone())));
        }
        if !of_templates {
            quoted.push_str(&text);
        }
    }
    // What numbers are written by is read from the examples.
    let unknown: Vec<_> = asked.iter().filter(|(key, _)| !keys.contains(key.as_str()) && *key != "figures").collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    // Names of kinds are put together; examples of numbers are read with the file.
    let of_kinds = ["kind_", "stance_", "note_", "relation_", "revision_", "thousand", "million"];
    let idle: Vec<_> = keys
        .iter()
        .filter(|key| !asked.contains_key(**key) && !quoted.contains(&format!("\"{key}\"")))
        .filter(|key| !of_kinds.iter().any(|kind| key.starts_with(kind)))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}
