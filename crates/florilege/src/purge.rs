//! `florilege purge --plan`: what is kept, until when, and how far each purge is. Nothing is purged from here: two people do
//! it on the pages.

use crate::installation::{self, Done, Place};
use exam::access::{Actor, Grant, Place as Held, Role};
use exam::french;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{Kept, Plan, State};
use serde_json::{Value, json};
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Montre le plan. Rien n’est détruit ici : deux personnes le font, sur les pages.
    #[arg(long, required = true)]
    plan: bool,
    /// Écrit le plan en JSON.
    #[arg(long)]
    json: bool,
}

/// Shows the plan.
pub async fn run(args: &Args) -> Done {
    let installation = installation::open(&args.place).await?;
    let plan = installation.office.retention_plan(&machine()).await;
    installation.office.close().await;
    let plan = plan.map_err(|failure| format!("le plan ne se lit pas ({failure:?})"))?;
    if args.json {
        let text = serde_json::to_string_pretty(&written(&plan)).map_err(|error| error.to_string())?;
        println!("{text}");
    } else {
        tell(&plan);
    }
    Ok(ExitCode::SUCCESS)
}

/// Who reads: the administration of the service, from its own machine.
fn machine() -> Actor {
    let grants = vec![Grant { role: Role::Administrator, place: Held::Everywhere }];
    Actor { account: "machine".into(), name: "florilege purge".to_owned(), grants }
}

fn word(kept: &Kept) -> &'static str {
    let asked = kept.purge.as_ref().is_some_and(|purge| purge.asked.is_some());
    match kept.state() {
        _ if kept.people.is_empty() => "détruits",
        State::Kept if kept.keeping().to_announce(kept.today) => "à annoncer",
        State::Kept => "conservés",
        State::Announced { .. } => "destruction annoncée",
        State::Purgeable if asked => "destruction demandée, à confirmer",
        State::Purgeable => "destruction à demander",
    }
}

fn title(kept: &Kept) -> String {
    let session = &kept.drawn.session;
    let of = format!("{} {}, {}", session.referential.exam, session.year, session.academy);
    match &kept.drawn.school {
        Some(school) => format!("{of}, {} (CCF)", school.name),
        None => format!("{of}, épreuve ponctuelle"),
    }
}

fn tell(plan: &Plan) {
    if plan.lines.is_empty() {
        println!("Rien n’est conservé.");
    }
    for (_, kept) in &plan.lines {
        println!("{}", title(kept));
        println!("  {} : {} dossiers, {} prolongés", word(kept), kept.going().count(), kept.held());
        for class in &kept.classes {
            println!("  jusqu’au {} : {} ({})", french::date(class.until), class.label, class.rule);
        }
        if !kept.people.is_empty() {
            println!("  destruction possible à partir du {}", french::date(kept.from()));
        }
        for record in kept.done.iter().filter_map(|purge| purge.record.as_ref()) {
            let day = record.confirmed.at.to_zoned_datetime(kept.drawn.session.zone.clone()).date();
            println!(
                "  {} dossiers détruits le {}, {} documents, par {} et {}",
                record.candidates,
                french::date(day),
                record.documents.len(),
                record.asked.name,
                record.confirmed.name
            );
        }
    }
}

fn written(plan: &Plan) -> Value {
    let line = |(perimeter, kept): &(Perimeter, Kept)| {
        let (kind, id) = match perimeter {
            Perimeter::Session(id) => ("session", id.to_string()),
            Perimeter::School(id) => ("school", id.to_string()),
        };
        json!({
            "perimeter": { "kind": kind, "id": id },
            "title": title(kept),
            "state": word(kept),
            "dossiers": kept.going().count(),
            "held": kept.held(),
            "training_end": kept.training_end.0,
            "classes": kept.classes,
            "kept_until": kept.keeping().until,
            "purgeable_from": kept.from(),
            "counts": kept.counts,
            "done": kept.done.iter().filter_map(|purge| purge.record.as_ref()).collect::<Vec<_>>(),
        })
    };
    json!(plan.lines.iter().map(line).collect::<Vec<_>>())
}
