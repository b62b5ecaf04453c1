//! Why a document could not be printed.

/// A document could not be printed: a fault of a template, of a font or of the export, never of the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A font or a template that comes with the software cannot be read.
    #[error("the press cannot start: {0}")]
    Press(String),
    /// The value could not be written as JSON.
    #[error("the value cannot be handed to the template: {0}")]
    Data(String),
    /// The template does not compile with this value.
    #[error("the template does not compile: {}", first(.0))]
    Template(Vec<Diagnostic>),
    /// The pages cannot be written as PDF/UA-1, nor as PDF/A-2a where they are kept.
    #[error("the pages cannot be written as PDF/UA-1: {}", first(.0))]
    Export(Vec<Diagnostic>),
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Workbook(String),
}

/// One message of the typesetter, for the log of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The message, in English.
    pub message: String,
    /// Hints that come with it.
    pub hints: Vec<String>,
    /// The template and its line, counted from 1, such as `/grid.typ:12`; empty when unknown.
    pub place: String,
}

/// The first message, which is nearly always the cause of the others.
fn first(diagnostics: &[Diagnostic]) -> String {
    diagnostics.first().map_or_else(String::new, |one| match one.place.as_str() {
        "" => one.message.clone(),
        place => format!("{} ({place})", one.message),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_its_first_cause_in_one_line() {
        let one = |place: &str| Diagnostic { message: "no".into(), hints: vec![], place: place.into() };
        let told = PaperError::Template(vec![one("/grid.typ:12"), one("")]).to_string();
        assert_eq!(told, "the template does not compile: no (/grid.typ:12)");
        assert_eq!(
            PaperError::Export(vec![one("")]).to_string(),
            "the pages cannot be written as PDF/UA-1: no"
        );
    }
}
