//! The optional exam EF4 (E4-37): the request of a candidate, its answer, the sheet after the oral, the jury's mark.

mod dates;
mod mark;
mod opening;
mod request;

pub use dates::{SeeRequestDate, SetRequestDate};
pub use mark::{DecideOptionalMark, OptionalResult, SeeOwnOptionalResult};
pub use opening::OpenOptional;
pub use request::{
    AnswerRequest, RequestPage, Requested, Requests, SeeRequest, SeeRequests, WriteRequest, Written,
    load_request,
};
pub use store::tables::optional::OptionalExam;
pub use store::tables::optional::requests::{Answered, Kept as KeptRequest};
