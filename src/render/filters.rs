//! What templates can do with words: write numbers as a language does, and put things into words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::escape;
use super::wording::{Part, for_each_part};
use crate::model::wording::Figures;
use crate::text::plural::{Form, Plural};

/// Gives templates the filters `number` and `fill`.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("number", |value: &Value, by: Kwargs, _: &State| number(value, &by));
    let plurals = Plurals::default();
    tera.register_filter("fill", move |value: &Value, by: Kwargs, _: &State| fill(value, &by, &plurals));
}

/// The rules of languages by their tags, each made when words of it are first filled.
#[derive(Default)]
struct Plurals(RwLock<BTreeMap<String, Plural>>);

impl Plurals {
    /// The form that a number takes in a language.
    fn form(&self, language: &str, number: u64) -> Form {
        let known = |plurals: &BTreeMap<String, Plural>| plurals.get(language).map(|plural| plural.form(number));
        let found = known(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        found.unwrap_or_else(|| {
            let mut plurals = self.0.write().unwrap_or_else(PoisonError::into_inner);
            plurals.entry(language.to_owned()).or_insert_with(|| Plural::of(language)).form(number)
        })
    }
}

/// `{{ 1234 | number(by=words) }}`
fn number(value: &Value, by: &Kwargs) -> TeraResult<String> {
    let words = by.must_get::<Value>("by")?;
    if !value.is_number() {
        return Err(Error::message("only a number can be written as one"));
    }
    let number = value.to_string();
    // Nearly all numbers of pages are counts below a thousand, which most languages write alike.
    let small = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    if small && words.get_from_path("figures.zero").and_then(Value::as_str) == Some("0") {
        return Ok(number);
    }
    Ok(figures(&words)?.number(&number))
}

/// `{{ words.shares | fill(by=words, names=…) }}`: words with something in each of their places. Words for numbers are
/// chosen by `n`; numbers are written, and lists joined, as the words' language does.
fn fill(value: &Value, by: &Kwargs, plurals: &Plurals) -> TeraResult<Value> {
    let text = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(form(value, by, plurals)?),
    };
    let mut out = String::with_capacity(text.len() + 32);
    let mut fault = None;
    for_each_part(&text, |part| match part {
        Part::Words(words) => escape::push(&mut out, words),
        Part::Place(place) => {
            if let Err(error) = put(&mut out, place, by) {
                fault = Some(error);
            }
        }
    });
    fault.map_or_else(|| Ok(Value::safe_string(&out)), Err)
}

/// The words of a number's form.
fn form(forms: &Value, by: &Kwargs, plurals: &Plurals) -> TeraResult<String> {
    let get = |key: &'static str| forms.get_from_path(key).and_then(Value::as_str);
    let other = get(Form::Other.name()).ok_or_else(|| Error::message("only words can be filled"))?;
    let form = plurals.form(get("language").unwrap_or_default(), by.must_get("n")?);
    Ok(get(form.name()).unwrap_or(other).to_owned())
}

/// Writes what stands in a place.
fn put(out: &mut String, place: &str, by: &Kwargs) -> TeraResult<()> {
    let Some(value) = by.get::<Value>(place)? else {
        return Err(Error::message(format!("nothing is given for `{{{place}}}` in these words")));
    };
    if let Some(items) = value.as_array() {
        escape::push(out, &listed(items, by)?);
    } else if value.is_number() {
        out.push_str(&number(&value, by)?);
    } else if value.is_safe() {
        out.push_str(value.as_str().unwrap_or_default());
    } else {
        escape::push(out, &value.to_string());
    }
    Ok(())
}

/// Names as a list: `A, B and C`.
fn listed(items: &[Value], by: &Kwargs) -> TeraResult<String> {
    let words: Value = by.must_get("by")?;
    let said = |key: &'static str| words.get_from_path(key).and_then(Value::as_str).unwrap_or_default();
    let names: Vec<String> = items.iter().map(Value::to_string).collect();
    let Some((last, names)) = names.split_last() else { return Ok(String::new()) };
    if names.is_empty() {
        return Ok(last.clone());
    }
    let list = names.join(&format!("{} ", said("comma")));
    Ok(said("and").replace("{list}", &list).replace("{last}", last))
}

fn figures(words: &Value) -> TeraResult<Figures> {
    let get = |key: &'static str| words.get_from_path(key);
    let text = |key| get(key).and_then(Value::as_str).map(str::to_owned);
    let found = || {
        Some(Figures {
            zero: text("figures.zero")?.chars().next()?,
            group: text("figures.group")?,
            thousands: get("figures.thousands")?.as_bool()?,
            decimal: text("figures.decimal")?,
        })
    };
    found().ok_or_else(|| Error::message("numbers are written by=words"))
}
