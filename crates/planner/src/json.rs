//! Reading JSON with the place of each value, so that a fault can say where it is.

use crate::fault::Fault;
use serde_json::Value;

/// A value and its place.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    path: String,
}

/// Reads a text as JSON.
pub(crate) fn parse(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Fault::new("", format!("le fichier n’est pas du JSON (ligne {line}, colonne {column})"))
    })
}

impl<'a> Node<'a> {
    pub(crate) fn root(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    pub(crate) fn fault<T>(&self, reason: impl Into<String>) -> Result<T, Fault> {
        Err(Fault::new(self.path.clone(), reason))
    }

    fn child(&self, name: &str, value: &'a Value) -> Self {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        Self { value, path }
    }

    /// A member that may be absent or null.
    pub(crate) fn maybe(&self, name: &str) -> Result<Option<Self>, Fault> {
        let Some(object) = self.value.as_object() else { return self.fault("un objet est attendu") };
        Ok(object.get(name).filter(|value| !value.is_null()).map(|value| self.child(name, value)))
    }

    /// A member that must be there.
    pub(crate) fn get(&self, name: &str) -> Result<Self, Fault> {
        match self.maybe(name)? {
            Some(node) => Ok(node),
            None => self.child(name, self.value).fault("ce champ manque"),
        }
    }

    pub(crate) fn list(&self) -> Result<Vec<Self>, Fault> {
        let Some(items) = self.value.as_array() else { return self.fault("une liste est attendue") };
        let item = |(index, value)| Self { value, path: format!("{}[{index}]", self.path) };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// The members of an object, in the order of their names.
    pub(crate) fn members(&self) -> Result<Vec<(&'a str, Self)>, Fault> {
        let Some(object) = self.value.as_object() else { return self.fault("un objet est attendu") };
        Ok(object.iter().map(|(name, value)| (name.as_str(), self.child(name, value))).collect())
    }

    /// A whole number from 0 to a most.
    pub(crate) fn number(&self, most: usize) -> Result<usize, Fault> {
        let number = self.value.as_u64().and_then(|number| usize::try_from(number).ok());
        match number.filter(|number| *number <= most) {
            Some(number) => Ok(number),
            None => self.fault(format!("un nombre entier de 0 à {most} est attendu")),
        }
    }

    /// `true`, `false`, 1 or 0.
    pub(crate) fn flag(&self) -> Result<bool, Fault> {
        match (self.value.as_bool(), self.value.as_u64()) {
            (Some(flag), _) => Ok(flag),
            (_, Some(0)) => Ok(false),
            (_, Some(1)) => Ok(true),
            _ => self.fault("0 ou 1 est attendu"),
        }
    }

    pub(crate) fn text(&self) -> Result<&'a str, Fault> {
        self.value.as_str().map_or_else(|| self.fault("un texte est attendu"), Ok)
    }

    pub(crate) fn numbers(&self, most: usize) -> Result<Vec<usize>, Fault> {
        self.list()?.iter().map(|node| node.number(most)).collect()
    }

    pub(crate) fn flags(&self) -> Result<Vec<bool>, Fault> {
        self.list()?.iter().map(Self::flag).collect()
    }
}
