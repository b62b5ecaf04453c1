//! The day without a network: the application that is installed, its worker, and the devices that hold a day.

mod devices;
mod worker;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(devices::routes()).merge(worker::routes())
}
