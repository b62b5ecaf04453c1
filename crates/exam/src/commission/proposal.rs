//! Professionals whom schools propose (E4-22: « chaque centre de formation fournira […] les coordonnées de
//! professionnels »).

use crate::text;
use crate::{Refusal, commission::Quality};

/// What a professional knows: a word for who composes, no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Systems and networks.
    Sisr,
    /// Software.
    Slam,
    /// Both.
    Both,
}

impl Field {
    /// All, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Sisr, Self::Slam, Self::Both];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sisr => "sisr",
            Self::Slam => "slam",
            Self::Both => "both",
        }
    }

    /// Reads a [`Field::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sisr => "SISR : systèmes et réseaux",
            Self::Slam => "SLAM : développement",
            Self::Both => "SISR et SLAM",
        }
    }
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered.
    Proposed,
    /// The person may sit, as a [`Quality::Professional`].
    Accepted,
    /// The person does not sit; the reason is recorded.
    Declined,
}

impl Standing {
    /// All.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Accepted, Self::Declined];

    /// The stable word of rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }

    /// Reads a [`Standing::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What a school writes of a professional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The person's name.
    pub name: String,
    /// Where the person works.
    pub company: String,
    /// What the person knows.
    pub field: Option<Field>,
    /// The person's address.
    pub email: String,
}

impl Proposal {
    /// E4-22: name, company, speciality and address, all four.
    ///
    /// # Errors
    /// [`Refusal`] with the field that is missing or wrong.
    pub fn check(&self) -> Result<(Self, Field), Refusal> {
        let kept = Self {
            name: text::name("nom et prénom", &self.name)?,
            company: text::name("entreprise", &self.company)?,
            field: self.field,
            email: text::email(&self.email)?.to_lowercase(),
        };
        let field = self.field.ok_or(Refusal::Required { field: "spécialité" })?;
        Ok((kept, field))
    }

    /// What the person is, once accepted.
    pub const QUALITY: Quality = Quality::Professional;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_22_a_proposal_has_a_name_a_company_a_speciality_and_an_address() {
        let whole = Proposal {
            name: " Rim Sadi ".into(),
            company: "Exemple SAS".into(),
            field: Some(Field::Slam),
            email: "Rim.Sadi@exemple.fr".into(),
        };
        let (kept, field) = whole.check().unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.email.as_str(), field),
            ("Rim Sadi", "rim.sadi@exemple.fr", Field::Slam)
        );
        let lacks =
            |proposal: Proposal, field| assert_eq!(proposal.check(), Err(Refusal::Required { field }));
        lacks(Proposal { name: " ".into(), ..whole.clone() }, "nom et prénom");
        lacks(Proposal { company: String::new(), ..whole.clone() }, "entreprise");
        lacks(Proposal { field: None, ..whole.clone() }, "spécialité");
        assert_eq!(Proposal { email: "rim".into(), ..whole }.check(), Err(Refusal::EmailInvalid));
        for one in Field::ALL {
            assert_eq!(Field::from_code(one.code()), Some(one));
        }
        for one in Standing::ALL {
            assert_eq!(Standing::from_code(one.code()), Some(one));
        }
    }
}
