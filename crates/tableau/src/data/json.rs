//! A table from JSON: `florilege.tableau/1` as the reader prints it, or the same without what only a reader
//! can say. Errors name the field, in French.

use std::fmt;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::Table;
use crate::find;
use crate::reading::{
    Achievement, Candidate, Competence, Group, GroupKind, OptionReadBy, Period, ReadBy, Reading, SCHEMA,
    Speciality, Tick,
};

/// What is wrong in a JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The field, such as `achievements[3].period.from`; empty for the whole.
    pub field: String,
    /// French: what is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => f.write_str(&self.message),
            field => write!(f, "{field} : {}", self.message),
        }
    }
}

impl std::error::Error for JsonFault {}

impl Table {
    /// Reads `florilege.tableau/1`. Only `candidate`, `groups` and `achievements` count; `schema`, `file`,
    /// `sheet`, `exam`, `row`, `coverage`, `findings`, `option_read_by`, `read_by` and `hidden` may be absent.
    /// A tick is `{"column": "C"}`; without `competences`, columns C to H are the official order.
    ///
    /// # Errors
    /// The text is no JSON, a field has another type than it must, or a value cannot be.
    pub fn from_json(text: &str) -> Result<Self, JsonFault> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            fault("", &format!("ce n’est pas du JSON correct (ligne {line}, caractère {column})"))
        })?;
        let root = At { path: String::new(), value: &value };
        let all = root.object()?;
        if let Some(schema) = root.text(all, "schema")?
            && schema != SCHEMA
        {
            return Err(fault("schema", &format!("« {SCHEMA} » est attendu, et non « {schema} »")));
        }
        let reading = Reading {
            schema: SCHEMA.into(),
            file: String::new(),
            sheet: String::new(),
            session: root.text(all, "session")?,
            exam: None,
            candidate: candidate(&root, all)?,
            competences: competences(&root, all)?,
            groups: root.list(all, "groups")?.iter().map(group).collect::<Result<_, _>>()?,
            achievements: Vec::new(),
            coverage: std::collections::BTreeMap::new(),
            findings: Vec::new(),
        };
        let achievements: Vec<Achievement> = root
            .list(all, "achievements")?
            .iter()
            .map(|at| achievement(at, &reading))
            .collect::<Result<_, _>>()?;
        Ok(Self::from(&Reading { achievements, ..reading }))
    }
}

fn fault(field: &str, message: &str) -> JsonFault {
    JsonFault { field: field.to_owned(), message: message.to_owned() }
}

/// A value and where it stands.
struct At<'a> {
    path: String,
    value: &'a Value,
}

impl<'a> At<'a> {
    fn object(&self) -> Result<&'a Map<String, Value>, JsonFault> {
        self.value.as_object().ok_or_else(|| fault(&self.path, "un objet { … } est attendu"))
    }

    fn under(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A field that is there and not null.
    fn field(&self, object: &'a Map<String, Value>, name: &str) -> Option<At<'a>> {
        let value = object.get(name).filter(|value| !value.is_null())?;
        Some(At { path: self.under(name), value })
    }

    fn text(&self, object: &'a Map<String, Value>, name: &str) -> Result<Option<String>, JsonFault> {
        let Some(at) = self.field(object, name) else { return Ok(None) };
        at.string().map(Some)
    }

    fn string(&self) -> Result<String, JsonFault> {
        let text = self.value.as_str().map(str::to_owned);
        text.ok_or_else(|| fault(&self.path, "un texte entre guillemets est attendu"))
    }

    fn list(&self, object: &'a Map<String, Value>, name: &str) -> Result<Vec<At<'a>>, JsonFault> {
        let Some(at) = self.field(object, name) else { return Ok(Vec::new()) };
        let list = at.value.as_array().ok_or_else(|| fault(&at.path, "une liste [ … ] est attendue"))?;
        let one = |(rank, value)| At { path: format!("{}[{rank}]", at.path), value };
        Ok(list.iter().enumerate().map(one).collect())
    }

    fn day(&self, object: &'a Map<String, Value>, name: &str) -> Result<Option<Date>, JsonFault> {
        let Some(text) = self.text(object, name)? else { return Ok(None) };
        let day = text.parse().map_err(|_| {
            fault(&self.under(name), &format!("« {text} » n’est pas une date de la forme AAAA-MM-JJ"))
        });
        day.map(Some)
    }
}

fn candidate(root: &At<'_>, all: &Map<String, Value>) -> Result<Candidate, JsonFault> {
    let Some(at) = root.field(all, "candidate") else { return Ok(Candidate::default()) };
    let own = at.object()?;
    let number = at.text(own, "number")?;
    if let Some(number) = number.as_deref().filter(|number| find::number(number).is_none()) {
        let message = format!("« {number} » n’est pas un numéro de candidat : quatre chiffres au moins");
        return Err(fault(&at.under("number"), &message));
    }
    let option = match at.text(own, "option")?.as_deref() {
        None => None,
        Some("SISR") => Some(Speciality::Sisr),
        Some("SLAM") => Some(Speciality::Slam),
        Some(other) => {
            let message = format!("« SISR », « SLAM » ou null est attendu, et non « {other} »");
            return Err(fault(&at.under("option"), &message));
        }
    };
    let text = |name| at.text(own, name);
    Ok(Candidate {
        name: text("name")?,
        number,
        centre: text("centre")?,
        option,
        option_read_by: OptionReadBy::default(),
        portfolio_url: text("portfolio_url")?,
    })
}

/// The competences said, or the official ones in columns C to H.
fn competences(root: &At<'_>, all: &Map<String, Value>) -> Result<Vec<Competence>, JsonFault> {
    let mut said = Vec::new();
    for at in root.list(all, "competences")? {
        let own = at.object()?;
        let column = at.text(own, "column")?;
        let column = column.ok_or_else(|| fault(&at.under("column"), "la lettre de la colonne manque"))?;
        let label = at.text(own, "label")?.unwrap_or_default();
        if said.len() >= 6 && find::rank(&label).is_none() {
            return Err(fault(
                &at.under("label"),
                &format!("« {label} » n’est pas l’une des six compétences"),
            ));
        }
        said.push(Competence { column, label });
    }
    if said.is_empty() {
        let official = |(rank, column): (usize, char)| Competence {
            column: column.to_string(),
            label: find::official(rank).to_owned(),
        };
        said = ('C'..='H').enumerate().map(official).collect();
    }
    Ok(said)
}

fn group(at: &At<'_>) -> Result<Group, JsonFault> {
    let own = at.object()?;
    let label = at.text(own, "label")?.unwrap_or_default();
    let kind = match at.field(own, "kind") {
        None => find::kind(&label),
        Some(kind) => GroupKind::deserialized(kind.value).ok_or_else(|| {
            let message = "« training », « workplace_year_1 », « workplace_year_2 » ou « other » est attendu";
            fault(&kind.path, message)
        })?,
    };
    Ok(Group { row: 0, label, kind })
}

impl GroupKind {
    fn deserialized(value: &Value) -> Option<Self> {
        serde_json::from_value(value.clone()).ok()
    }
}

fn achievement(at: &At<'_>, reading: &Reading) -> Result<Achievement, JsonFault> {
    let own = at.object()?;
    let group = match at.field(own, "group") {
        None => None,
        Some(group) => {
            let rank = group.value.as_u64().and_then(|rank| usize::try_from(rank).ok());
            let known = rank.filter(|rank| *rank < reading.groups.len());
            let message = || match reading.groups.len() {
                0 => "aucun groupe n’est décrit dans « groups »".to_owned(),
                many => format!("le rang d’un groupe est attendu, de 0 à {}", many - 1),
            };
            Some(known.ok_or_else(|| fault(&group.path, &message()))?)
        }
    };
    let documents = at.list(own, "documents")?.iter().map(At::string).collect::<Result<_, _>>()?;
    let period = match at.field(own, "period") {
        None => Period::default(),
        Some(at) => {
            let own = at.object()?;
            Period { raw: at.text(own, "raw")?, from: at.day(own, "from")?, to: at.day(own, "to")? }
        }
    };
    let ticks = at.list(own, "ticks")?.iter().map(|at| tick(at, reading)).collect::<Result<_, _>>()?;
    Ok(Achievement { row: 0, group, title: at.text(own, "title")?, documents, period, ticks, hidden: false })
}

fn tick(at: &At<'_>, reading: &Reading) -> Result<Tick, JsonFault> {
    let own = at.object()?;
    let column = at.text(own, "column")?;
    let path = at.under("column");
    let column = column.ok_or_else(|| fault(&path, "la lettre de la colonne manque"))?;
    if reading.competences.iter().all(|known| known.column != column) {
        return Err(fault(&path, &format!("« {column} » n’est la colonne d’aucune compétence")));
    }
    Ok(Tick { column, read_by: ReadBy::Text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Line;

    fn told(text: &str) -> String {
        Table::from_json(text).map_or_else(|fault| fault.to_string(), |table| format!("{table:?}"))
    }

    #[test]
    fn the_least_that_can_be_said() {
        let table = Table::from_json(
            r#"{"groups":[{"label":"Réalisations en milieu professionnel en cours de seconde année"}],
            "achievements":[{"group":0,"title":"Un","ticks":[{"column":"H"}],"period":{"from":"2025-01-06"}}]}"#,
        );
        let line = Line {
            title: Some("Un".into()),
            period: Period { from: Some(jiff::civil::date(2025, 1, 6)), ..Period::default() },
            ticks: [false, false, false, false, false, true],
            ..Line::default()
        };
        assert_eq!(table, Ok(Table { groups: [vec![], vec![], vec![line]], ..Table::default() }));
        assert_eq!(Table::from_json("{}"), Ok(Table::default()));
    }

    #[test]
    fn faults_name_their_field() {
        for (text, field) in [
            ("[1", ""),
            ("[]", ""),
            (r#"{"schema":"florilege.tableau/2"}"#, "schema"),
            (r#"{"candidate":{"option":"SIO"}}"#, "candidate.option"),
            (r#"{"candidate":{"number":"à venir"}}"#, "candidate.number"),
            (r#"{"candidate":{"name":3}}"#, "candidate.name"),
            (r#"{"groups":[{"kind":"stage"}]}"#, "groups[0].kind"),
            (r#"{"achievements":{}}"#, "achievements"),
            (r#"{"achievements":[{"group":0}]}"#, "achievements[0].group"),
            (r#"{"achievements":[{},{"title":["a"]}]}"#, "achievements[1].title"),
            (r#"{"achievements":[{"documents":[1]}]}"#, "achievements[0].documents[0]"),
            (r#"{"achievements":[{"period":{"to":"31/10/24"}}]}"#, "achievements[0].period.to"),
            (r#"{"achievements":[{"ticks":[{"column":"Z"}]}]}"#, "achievements[0].ticks[0].column"),
            (r#"{"achievements":[{"ticks":[{}]}]}"#, "achievements[0].ticks[0].column"),
            (r#"{"competences":[{"label":"x"}]}"#, "competences[0].column"),
        ] {
            assert_eq!(Table::from_json(text).map_err(|fault| fault.field), Err(field.to_owned()), "{text}");
        }
        assert!(told("[1").contains("ligne 1"));
        let date = told(r#"{"achievements":[{"period":{"to":"31/10/24"}}]}"#);
        assert_eq!(
            date,
            "achievements[0].period.to : « 31/10/24 » n’est pas une date de la forme AAAA-MM-JJ"
        );
    }
}
