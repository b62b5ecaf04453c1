//! Files as they were received: nothing that a stranger sent runs as a page of ours.

use crate::support::Browser;
use world::{CERTIFICATE, TABLE_WITH_GAPS, story};

const ALIX: &str = "01936500001";

story!(a_deposit_opens_as_it_was_received, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let table = world.hand_table(&alix).await;
    let certificate = world.hand_certificate(&alix, "Stage été « 1 ».pdf").await;
    let browser = Browser::of(&world, ALIX).await;
    let sheet = browser.page(&format!("/depots/{table}")).await;
    assert_eq!(sheet.bytes, TABLE_WITH_GAPS);
    assert_eq!(sheet.header("content-type"), "application/octet-stream");
    let disposition = "attachment; filename=\"tableau.xlsx\"; filename*=UTF-8''tableau.xlsx";
    assert_eq!(sheet.header("content-disposition"), disposition);
    assert!(sheet.header("content-security-policy").contains("sandbox"));
    let pdf = browser.page(&format!("/depots/{certificate}")).await;
    assert_eq!(pdf.bytes, CERTIFICATE);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.header("content-disposition").starts_with("inline; filename=\"Stage _t_"));
    assert!(pdf.header("content-disposition").ends_with("''Stage%20%C3%A9t%C3%A9%20%C2%AB%201%20%C2%BB.pdf"));
    for file in [sheet, pdf] {
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(!file.header("content-security-policy").contains("script-src"));
    }
});

story!(a_page_inside_a_pdf_stays_a_pdf, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let browser = Browser::of(&world, ALIX).await;
    let both = b"%PDF-1.7\n<html><script>alert(1)</script></html>";
    let path = format!("/mon-dossier/{}/attestations", alix.candidate);
    let page = browser.follow(browser.upload(&path, "piege.html", both).await).await;
    let link =
        page.links().into_iter().find(|link| link.starts_with("/depots/") && !link.contains("recepisse"));
    let file = browser.page(&link.unwrap()).await;
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
});
