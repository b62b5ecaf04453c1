//! The sense of an instance: lengths, places in lists, rules that contradict each other.

use super::{MOST_IN_SESSION, Problem};
use crate::audit::audit;
use crate::fault::Fault;
use crate::instance::{Instance, Person};
use crate::plan::Plan;

/// People × centres × half-days at most: the tables stay within memory.
const LARGEST: usize = 200_000_000;

fn refuse<T>(field: String, reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::new(field, reason))
}

/// A list that must have so many items.
fn length(field: &str, found: usize, wanted: usize, of: &str) -> Result<(), Fault> {
    if found == wanted {
        return Ok(());
    }
    refuse(field.to_owned(), format!("{found} valeurs pour {wanted} {of}"))
}

/// A place in a list.
fn place(field: &str, found: usize, count: usize, of: &str) -> Result<(), Fault> {
    if found < count {
        return Ok(());
    }
    refuse(field.to_owned(), format!("{found} n’existe pas : il y a {count} {of}, numérotés à partir de 0"))
}

pub(super) fn sense(instance: &Instance) -> Result<(), Fault> {
    sizes(instance)?;
    people(instance)?;
    candidates(instance)?;
    rules(instance)
}

fn sizes(instance: &Instance) -> Result<(), Fault> {
    if instance.days == 0 {
        return refuse("days".into(), "il faut au moins un jour");
    }
    if !(1..=MOST_IN_SESSION).contains(&instance.slots_per_half) {
        let reason = format!("de 1 à {MOST_IN_SESSION} places par demi-journée");
        return refuse("slots_per_half".into(), reason);
    }
    let people = instance.teachers.len() + instance.pros.len() + instance.candidates.len();
    if instance.centres.len() > 1000 || people * instance.centres.len() * instance.halves() > LARGEST {
        return refuse(String::new(), "l’instance est trop grande : séparez les académies");
    }
    if !instance.day_names.is_empty() {
        length("day_names", instance.day_names.len(), instance.days, "jours")?;
    }
    for (c, centre) in instance.centres.iter().enumerate() {
        length(&format!("centres[{c}].rooms"), centre.rooms.len(), instance.halves(), "demi-journées")?;
    }
    if let Some(clock) = instance.clock {
        let [morning, afternoon] = clock.halves;
        for (field, (start, end)) in [("clock.morning", morning), ("clock.afternoon", afternoon)] {
            if end <= start + clock.deliberation + clock.pause {
                return refuse(
                    field.into(),
                    "la demi-journée ne contient pas même la pause et la délibération",
                );
            }
        }
        if afternoon.0 < morning.1 + clock.lunch {
            let reason = format!("le déjeuner demande {} min après la fin de la matinée", clock.lunch);
            return refuse("clock.afternoon".into(), reason);
        }
    }
    tables(instance)
}

fn tables(instance: &Instance) -> Result<(), Fault> {
    let tables = [
        ("teacher_centre_dist", &instance.teacher_distance, instance.teachers.len(), "enseignants"),
        ("pro_centre_dist", &instance.pro_distance, instance.pros.len(), "professionnels"),
        ("candidate_centre_dist", &instance.candidate_distance, instance.candidates.len(), "candidats"),
    ];
    for (name, table, rows, of) in tables {
        length(name, table.len(), rows, of)?;
        for (index, row) in table.iter().enumerate() {
            length(&format!("{name}[{index}]"), row.len(), instance.centres.len(), "centres")?;
        }
    }
    Ok(())
}

fn people(instance: &Instance) -> Result<(), Fault> {
    let halves = instance.halves();
    for (index, teacher) in instance.teachers.iter().enumerate() {
        length(&format!("teachers[{index}].avail"), teacher.avail.len(), halves, "demi-journées")?;
        place(&format!("teachers[{index}].school"), teacher.school, instance.schools, "établissements")?;
    }
    for (index, pro) in instance.pros.iter().enumerate() {
        length(&format!("pros[{index}].avail"), pro.avail.len(), halves, "demi-journées")?;
        for (at, &k) in pro.conflicts.iter().enumerate() {
            place(&format!("pros[{index}].conflicts[{at}]"), k, instance.candidates.len(), "candidats")?;
        }
    }
    Ok(())
}

fn candidates(instance: &Instance) -> Result<(), Fault> {
    for (k, candidate) in instance.candidates.iter().enumerate() {
        let field = |name: &str| format!("candidates[{k}].{name}");
        place(&field("school"), candidate.school, instance.schools, "établissements")?;
        for &c in &candidate.centres {
            place(&field("centres"), c, instance.centres.len(), "centres")?;
        }
        for &day in &candidate.unavailable_days {
            place(&field("unavailable_days"), day, instance.days, "jours")?;
        }
        if candidate.size == 0 {
            return refuse(field("size"), "un candidat prend au moins une place");
        }
        if candidate.ef4 && instance.clock.is_none() {
            return refuse(field("ef4"), "l’EF4 demande les horaires : ajoutez « clock »");
        }
    }
    Ok(())
}

fn person(field: &str, person: Person, instance: &Instance) -> Result<(), Fault> {
    match person {
        Person::Teacher(at) => place(field, at, instance.teachers.len(), "enseignants"),
        Person::Pro(at) => place(field, at, instance.pros.len(), "professionnels"),
    }
}

fn rules(instance: &Instance) -> Result<(), Fault> {
    for (index, rule) in instance.forbidden.iter().enumerate() {
        let field = format!("forbidden[{index}]");
        if let Some(k) = rule.candidate {
            place(&field, k, instance.candidates.len(), "candidats")?;
        }
        if let Some(who) = rule.examiner {
            person(&field, who, instance)?;
        }
        if let Some(c) = rule.centre {
            place(&field, c, instance.centres.len(), "centres")?;
        }
        if let Some(half) = rule.half {
            place(&field, half, instance.halves(), "demi-journées")?;
        }
        if rule.candidate.is_none() && rule.examiner.is_none() {
            return refuse(field, "une personne est attendue : « candidate » ou « examiner »");
        }
        if rule.candidate.is_some()
            && rule.examiner.is_some()
            && (rule.centre.is_some() || rule.half.is_some())
        {
            return refuse(
                field,
                "un candidat et un examinateur s’écartent partout : ni « centre » ni « half »",
            );
        }
    }
    pairs(instance)
}

fn pairs(instance: &Instance) -> Result<(), Fault> {
    let mut tied: Vec<Person> = Vec::new();
    for (name, list) in [("together", &instance.together), ("apart", &instance.apart)] {
        for (index, &(one, other)) in list.iter().enumerate() {
            let field = format!("{name}[{index}]");
            person(&field, one, instance)?;
            person(&field, other, instance)?;
            if one == other {
                return refuse(field, "deux personnes différentes sont attendues");
            }
            let reversed = instance.together.contains(&(other, one));
            if name == "apart" && (instance.together.contains(&(one, other)) || reversed) {
                return refuse(field, "ces deux personnes doivent aussi siéger ensemble : choisissez");
            }
            if name == "together" {
                if tied.contains(&one) || tied.contains(&other) {
                    return refuse(field, "l’une de ces personnes doit déjà siéger avec une autre");
                }
                tied.extend([one, other]);
            }
        }
    }
    Ok(())
}

/// Fixed sessions obey the rules too.
pub(super) fn fixed(problem: &Problem) -> Result<(), Fault> {
    let sessions = problem.fixed();
    let found = audit(problem, &Plan { sessions: sessions.to_vec() });
    match found.faults.into_iter().next() {
        None => Ok(()),
        Some(fault) => {
            let field = fault.session.map_or("fixed".to_owned(), |index| format!("fixed[{index}]"));
            refuse(field, format!("cette session fixée contredit les règles : {}", fault.reason))
        }
    }
}
