//! How published timetables dealt candidates to commissions, and which commissions are one.

use super::Room;
use crate::Failure;
use crate::acts::timetable::Draft;
use exam::id::{CandidateId, CommissionId, SchoolId, SessionId};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::tables::timetable::versions;

/// The draw of a published timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The school, where the timetable is a school's (CCF).
    pub school: Option<SchoolId>,
    /// The version.
    pub version: i64,
    /// The seed with which candidates were dealt.
    pub seed: u64,
    /// How many blocks there are.
    pub blocks: usize,
    /// Who was dealt to which commission, in which block.
    pub dealt: BTreeMap<CandidateId, (CommissionId, String)>,
}

/// The draws of a session's timetable and of its schools', the last version of each.
pub(super) async fn draws(
    tx: &mut Tx,
    session: &SessionId,
    schools: impl Iterator<Item = SchoolId>,
) -> Result<Vec<Draw>, Failure> {
    let places = [(None, session.to_string())].into_iter();
    let places: Vec<_> = places.chain(schools.map(|id| (Some(id.clone()), id.to_string()))).collect();
    let mut draws = vec![];
    for (school, id) in places {
        let kind = if school.is_some() { "school" } else { "session" };
        if let Some(version) = versions::last(tx, (kind, &id)).await? {
            let draft: Draft = serde_json::from_str(&version.content)?;
            draws.extend(draw(school, version.number, &draft));
        }
    }
    Ok(draws)
}

fn draw(school: Option<SchoolId>, version: i64, draft: &Draft) -> Option<Draw> {
    let mut dealt = BTreeMap::new();
    let place = school.as_ref().map(ToString::to_string).unwrap_or_default();
    for (nth, block) in draft.blocks.iter().enumerate() {
        for (kind, alike) in block.alike.iter().enumerate() {
            for id in alike {
                let commission = draft.session_of(id).and_then(|session| session.commission.clone());
                dealt.extend(commission.map(|one| (id.clone(), (one, format!("{place} {nth} {kind}")))));
            }
        }
    }
    let (seed, blocks) = (draft.how.seed, draft.blocks.len());
    (!dealt.is_empty()).then_some(Draw { school, version, seed, blocks, dealt })
}

/// The blocks of the room's sheets, in their order, and the seed; nothing where a commission hears nobody who was dealt
/// to it. Somebody who was not is alone in a block: dealt again, such a sheet stays where it is.
pub(super) fn blocks(room: &Room) -> Option<(Vec<String>, u64)> {
    let mut drawn = BTreeSet::new();
    let mut blocks = vec![];
    for (nth, one) in room.sheets.iter().enumerate() {
        let dealt = room.draws.iter().find_map(|draw| draw.dealt.get(&one.candidate.id));
        match dealt.filter(|(commission, _)| *commission == one.commission) {
            Some((commission, block)) => {
                drawn.insert(commission);
                blocks.push(block.clone());
            }
            None => blocks.push(format!("hors tirage {nth}")),
        }
    }
    let seed = room.draws.first()?.seed;
    room.sheets.iter().all(|one| drawn.contains(&one.commission)).then_some((blocks, seed))
}

/// What the room says of the draws; where only some of its commissions were drawn, how to look at these.
pub(super) fn told(room: &Room, whole: bool) -> Vec<String> {
    if !whole && !room.draws.is_empty() {
        let some = "Un calendrier publié a tiré au sort une partie des commissions seulement : choisissez une option \
                    ou une forme pour ne comparer que celles-là.";
        return vec![some.to_owned()];
    }
    let name = |id: &SchoolId| room.schools.iter().find(|one| one.id == *id).map(|one| one.name.clone());
    let one = |draw: &Draw| {
        let place = draw.school.as_ref().and_then(name).map(|name| format!(" ({name})")).unwrap_or_default();
        let blocks = if draw.blocks == 1 { "un bloc".to_owned() } else { format!("{} blocs", draw.blocks) };
        format!(
            "Le calendrier publié{place}, version {}, a tiré les places au sort : {blocks}, graine {}.",
            draw.version, draw.seed
        )
    };
    room.draws.iter().map(one).collect()
}

/// Half-days in which the same two people sat, for the same option, are one commission: it keeps the first's name,
/// and all the numbers.
pub(super) fn join(room: &mut Room) {
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    let mut instead = BTreeMap::new();
    let mut numbers: Vec<Vec<String>> = vec![];
    for (place, one) in room.commissions.iter().enumerate() {
        numbers.push(vec![one.number.clone()]);
        let members = BTreeSet::from([one.lead.clone(), one.second.clone()]);
        let kind = (one.speciality.label(), one.track.label(), one.school.clone());
        let known = *first.entry((members, kind)).or_insert(place);
        if known != place {
            numbers[known].push(one.number.clone());
            instead.insert(one.id.clone(), room.commissions[known].id.clone());
        }
    }
    for (one, numbers) in room.commissions.iter_mut().zip(numbers) {
        if let [others @ .., last] = numbers.as_slice()
            && !others.is_empty()
        {
            one.number = format!("{} et {last}", others.join(", "));
        }
    }
    let of = |id: &CommissionId| instead.get(id).cloned();
    for sheet in &mut room.sheets {
        sheet.commission = of(&sheet.commission).unwrap_or_else(|| sheet.commission.clone());
    }
    for (commission, _) in room.draws.iter_mut().flat_map(|draw| draw.dealt.values_mut()) {
        *commission = of(commission).unwrap_or_else(|| commission.clone());
    }
    room.commissions.retain(|one| !instead.contains_key(&one.id));
    let place = |id: &CommissionId| room.commissions.iter().position(|one| one.id == *id);
    room.sheets.sort_by_key(|one| (place(&one.commission), one.starts_at));
}
