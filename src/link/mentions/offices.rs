//! Words that stand beside a name without being a part of it: offices, titles, peoples, days.
//!
//! Takes one word; answers what it is. Lists, no judgement about runs of words: `runs` does that.

/// Offices and titles before a name, and words of their longer forms ("Foreign Minister", "Secretary of State").
const BEFORE: &str = "\
    acting adm admiral adviser advisor affairs ambassador archbishop attorney ayatollah baron baroness bishop \
    brigadier candidate capt captain cardinal chair chairman chairperson chairwoman chancellor chief co-chair col \
    colonel commander commander-in-chief commissioner comrade congressman congresswoman corporal councillor count \
    countess crown dame defence defense delegate democrat deputy designate dictator director doctor dr duchess duke \
    economy elect emir emperor empress energy envoy ex executive father finance first foreign former gen general gov \
    governor head health high home hon imam incoming interior judge justice king lady leader lieutenant lord lt \
    madam madame maj major majority marshal mayor messrs military minister minority miss monsieur mp mr mrs ms \
    national officer opposition outgoing party patriarch permanent pm pope premier president president-elect \
    presidential press prime prince princess principal prof professor prosecutor queen rabbi rep representative \
    republican rev reverend secretary secretary-general security sen senator senior sergeant sgt sheikh sir sister \
    speaker special spokesman spokesperson spokeswoman sri state sultan supreme taoiseach then then-president trade \
    treasury tsar under undersecretary vice vice-president";

/// What follows a name and still means its bearer or those who act for it.
const AFTER: &str = "\
    administration administrations ally allies cabinet cabinets campaign era government governments officials \
    presidency presidencies president premiership regime team";

/// Small words that titles capitalise and that no name takes in at its edge.
const SMALL: &str = "\
    a after against although an and as at because before between both but by can could despite did do does during \
    even for from had has have he her his how however i if in into is it its like may meanwhile might must no nor \
    not now of on once or our over she should since so than that the their then these they this those though through \
    to today under until was we were what when where whereas which while who why will with without would yes yet you";

/// Days and months, which news put beside a name ("met Trump Monday").
const CALENDAR: &str = "\
    april august december february friday january july june march may monday november october saturday september \
    sunday thursday tuesday wednesday";

/// Peoples and states as adjectives that no ending tells.
const PEOPLES: &str = "\
    arab british cypriot czech danish dutch english eu finnish french german greek iraqi irish israeli kuwaiti omani \
    pakistani polish qatari saudi scottish spanish swedish swiss thai turkish u.k u.n u.s uk un us welsh yemeni";

fn in_list(list: &str, word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    list.split(' ').any(|listed| listed == word)
}

/// "President", "Mr.", "Foreign".
pub(super) fn before(word: &str) -> bool {
    in_list(BEFORE, word)
}

/// "Administration", "Government".
pub(super) fn after(word: &str) -> bool {
    in_list(AFTER, word)
}

/// "The", "When", "Monday": never a part of a name's run.
pub(super) fn is_neutral(word: &str) -> bool {
    in_list(SMALL, word) || in_list(CALENDAR, word)
}

/// A last name that is a month, too.
pub(super) fn is_month(word: &str) -> bool {
    matches!(word, "April" | "August" | "January" | "June" | "March" | "May")
}

/// "in", "last": what stands before a month.
pub(super) fn before_month(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "by" | "during"
            | "early"
            | "every"
            | "in"
            | "last"
            | "late"
            | "mid"
            | "next"
            | "of"
            | "since"
            | "this"
            | "until"
    )
}

/// "Ukrainian", "U.S.", "Chinese".
pub(super) fn is_people(word: &str) -> bool {
    let lower = word.to_lowercase();
    in_list(PEOPLES, word)
        || (lower.len() > 5 && ["ian", "ean", "can", "ese", "ish"].iter().any(|end| lower.ends_with(end)))
}

/// "Jr.", "III": what makes a name another's.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(
        word.trim_end_matches([',', '.']),
        "Jr" | "Sr" | "Junior" | "Senior" | "II" | "III" | "IV" | "V" | "VI" | "VII"
    )
}
