//! Three more schools in CCF whose orals are over: one sent its bundle in time and the jury received it, one sent it late,
//! and one head has not signed.

use super::orals::{Filled, Wanted, compose, fill};
use super::people::create;
use super::stage::{Stage, shifted};
use exam::access::{Actor, Grant, Place, Role};
use exam::candidate::{SchoolStatus, Speciality};
use exam::id::SchoolId;
use jiff::ToSpan;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::sessions::{AddSchool, SeeSession};
use office::acts::transmission::{SeeBundle, SetTransmissionDate, SignBundle};
use std::fmt::Write as _;

/// A school and the commission it convened.
struct School {
    uai: &'static str,
    name: &'static str,
    commission: &'static str,
    /// The login and the name of its head.
    head: (&'static str, &'static str),
    speciality: Speciality,
    day: i64,
    members: [&'static str; 2],
    reason: &'static str,
    /// Number, family name, given name.
    candidates: [(&'static str, &'static str, &'static str); 2],
    marks: [&'static str; 2],
}

const SCHOOLS: [School; 3] = [
    School {
        uai: "0999996W",
        name: "Lycée Marie Curie, Bourg-Fictif",
        commission: "CCF 2",
        head: ("cheffe-curie", "Anne Delmas"),
        speciality: Speciality::Slam,
        day: -1,
        members: ["nguyen", "olivier"],
        reason: "",
        candidates: [("01936507001", "BESSON", "Ilyes"), ("01936507038", "CARPENTIER", "Jade")],
        marks: ["12", "15,5"],
    },
    School {
        uai: "0999995V",
        name: "Lycée Émilie du Châtelet, Rive-Fictive",
        commission: "CCF 3",
        head: ("chef-chatelet", "Rachid Ferrand"),
        speciality: Speciality::Slam,
        day: 0,
        members: ["nguyen", "olivier"],
        reason: "",
        candidates: [("01936507075", "DA SILVA", "Tom"), ("01936507112", "ETIENNE", "Sarah")],
        marks: ["9", "13"],
    },
    School {
        uai: "0999994U",
        name: "Lycée Alan Turing, Mont-Fictif",
        commission: "CCF 4",
        head: ("cheffe-turing", "Sylvie Andrieu"),
        speciality: Speciality::Sisr,
        day: -1,
        members: ["haddad", "caron"],
        reason: "La personne professionnelle pressentie s’est désistée.",
        candidates: [("01936507149", "HOARAU", "Kylian"), ("01936507186", "LEROUX", "Emma")],
        marks: ["11", "14"],
    },
];

const APPRAISAL: &str = "Des réalisations suivies et bien documentées. La présentation est claire ; les choix techniques \
                         sont à justifier davantage.";

/// Every state that a bundle has, before the jury of the session.
pub async fn all(stage: &mut Stage<'_>, president: &Actor) -> Result<(), Failure> {
    let mut heads = vec![];
    for school in &SCHOOLS {
        heads.push(heard(stage, school).await?);
    }
    let office = stage.office(-2);
    let (session, authority) = (stage.session.clone(), stage.authority.clone());
    let seen = office.consult(&authority, SeeSession { session: session.clone() }).await?.session.revision;
    let due = Some(shifted(stage.today, (-1).days()));
    office.perform(&authority, SetTransmissionDate { session, seen, due }).await?;
    for ((head, school), days) in heads.iter().zip([-1, 0]) {
        let office = stage.office(days);
        let perimeter = Perimeter::School(school.clone());
        let content = office.consult(head, SeeBundle { perimeter: perimeter.clone() }).await?.content();
        office.perform(head, SignBundle { school: school.clone(), seen: content }).await?;
        let sent = office.send_bundle(head, &perimeter).await?;
        if days < 0 {
            stage.office(0).receive_bundle(president, &perimeter, &sent.id).await?;
        }
    }
    Ok(())
}

/// A school with its list, its commission, and its sheets signed by both members.
async fn heard(stage: &mut Stage<'_>, school: &School) -> Result<(Actor, SchoolId), Failure> {
    let office = stage.office(-4);
    let act = AddSchool {
        session: stage.session.clone(),
        uai: school.uai.to_owned(),
        name: school.name.to_owned(),
        status: SchoolStatus { public_or_contract: true, approved: true },
        runs_ccf: true,
    };
    let id = office.perform(&stage.authority, act).await?;
    stage.import("liste.csv", list(school).as_bytes()).await?;
    let (login, name) = school.head;
    let grant = Grant { role: Role::HeadOfSchool, place: Place::School(id.clone()) };
    let head = create(&office, login, name, vec![grant]).await?;
    let wanted = Wanted {
        number: school.commission,
        speciality: school.speciality,
        day: school.day,
        room: "A 1",
        members: school.members,
        reason: school.reason,
        candidates: &school.candidates.map(|(number, ..)| number),
    };
    let perimeter = Perimeter::School(id.clone());
    let sheets = compose(stage, (&office, &head, &perimeter), &wanted).await?;
    for (sheet, mark) in sheets.iter().zip(school.marks) {
        let filled =
            Filled { levels: [2, 3, 2, 2, 3, 2, 3], mark, appraisal: APPRAISAL, no_table: false, visas: 2 };
        fill(stage, &stage.office(school.day), (sheet, school.members), &filled).await?;
    }
    Ok((head, id))
}

/// The list of a school, as the State's application writes it.
fn list(school: &School) -> String {
    let (code, option) = match school.speciality {
        Speciality::Slam => ("32602B", "OPTION B : SOLUTIONS LOGICIELLES ET APPLICATIONS METIERS"),
        Speciality::Sisr => ("32602A", "OPTION A : SOLUTIONS D'INFRASTRUCTURE, SYSTEMES ET RESEAUX"),
    };
    let mut text = format!(
        "\u{feff}2026\nListes simples\n{} ({})\nType d'édition : Liste simple\n\
         Division de classe;N° Candidat;N° Inscription;N° Océan;Nom de famille;Nom d'usage;Prénom(s);\
         Date de Naissance;Division de classe;INE;Catégorie Candidat;Code Spécialité;Spécialité;Etat;Enseignements\n",
        school.name.to_uppercase(),
        school.uai
    );
    for (number, family, given) in school.candidates {
        let spared = number.get(6..).unwrap_or_default();
        let _ = writeln!(
            text,
            "'TSIO';{number};001 Version 1; -;{family}; -;{given};12/03/2006;'TSIO';FICTIF{spared};\
             SCOLAIRE BTS 2 ANS (110);{code};SERVICES INFORMATIQUES AUX ORGANISATIONS {option};Inscrit; -"
        );
    }
    text
}
