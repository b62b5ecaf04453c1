//! The class at a glance: `/etablissements/{id}/classe` for a school, `/sessions/{id}/dossiers` for the authority.

mod export;
mod list;

use crate::App;
use crate::forms::{Fields, pairs};
use axum::Router;
use axum::extract::RawQuery;
use office::acts::classes::{Class, Followed, Perimeter};

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(export::routes())
}

/// The address of the class of a perimeter.
pub(crate) fn address(perimeter: &Perimeter) -> String {
    match perimeter {
        Perimeter::Session(id) => format!("/sessions/{id}/dossiers"),
        Perimeter::School(id) => format!("/etablissements/{id}/classe"),
    }
}

/// The class that is asked for: one of [`groups`], or empty for all.
fn asked(RawQuery(query): RawQuery) -> Fields {
    pairs(query.unwrap_or_default().as_bytes())
}

/// A candidate's class, named with its school where there are several.
fn group(one: &Followed, schools: bool) -> String {
    let class = one.candidate.class_name.as_deref().unwrap_or("sans classe");
    match (&one.school, schools) {
        (Some(school), true) => format!("{}, {class}", school.name),
        (None, true) => format!("Sans établissement, {class}"),
        _ => class.to_owned(),
    }
}

/// The classes there are, in the order of their names.
fn groups(class: &Class) -> Vec<String> {
    let schools = class.drawn.school.is_none();
    let mut groups: Vec<_> = class.followed.iter().map(|one| group(one, schools)).collect();
    groups.sort();
    groups.dedup();
    groups
}

/// Keeps one class; all where none, or none that exists, is asked for.
fn narrow(class: &mut Class, wanted: &str) -> String {
    if !groups(class).iter().any(|group| group == wanted) {
        return String::new();
    }
    let schools = class.drawn.school.is_none();
    class.followed.retain(|one| group(one, schools) == wanted);
    wanted.to_owned()
}
