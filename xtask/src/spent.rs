//! The time of the programs that were run: by the clock, and of all processors together.

use std::fmt;
use std::process::Child;
use std::time::Instant;

/// The moment before something runs.
pub(crate) struct Start {
    clock: Instant,
    processor: Option<f64>,
}

/// How long it ran.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Spent {
    pub(crate) clock: f64,
    /// Seconds of all processors, in user mode and in the kernel; `None` where the system does not tell.
    pub(crate) processor: Option<f64>,
}

impl Start {
    pub(crate) fn now() -> Self {
        Self { clock: Instant::now(), processor: of_children() }
    }

    /// The time since then, with the processor time of all programs that have ended since.
    pub(crate) fn spent(&self) -> Spent {
        let processor = of_children().zip(self.processor).map(|(now, then)| now - then);
        Spent { clock: self.clock.elapsed().as_secs_f64(), processor }
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s", self.clock)?;
        self.processor.map_or(Ok(()), |seconds| write!(f, ", {seconds:.1} s of processors"))
    }
}

impl Spent {
    /// Reads what `Display` writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (clock, rest) = text.split_once(" s")?;
        let processor = rest.strip_prefix(", ").and_then(|rest| rest.strip_suffix(" s of processors"));
        Some(Self { clock: clock.parse().ok()?, processor: processor.and_then(|text| text.parse().ok()) })
    }
}

/// Processor seconds of all programs that this one has run and waited for, and of those that they ran.
#[cfg(unix)]
fn of_children() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let times = [usage.user_time(), usage.system_time()];
    Some(times.iter().map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6).sum())
}

#[cfg(not(unix))]
fn of_children() -> Option<f64> {
    None
}

/// Waits for the end of a program, and gives its processor seconds with those of all programs that it has run. It has
/// still to be waited for. Other than [`Start`], this is right while others run.
#[cfg(target_os = "linux")]
pub(crate) fn of_ended(child: &Child) -> Option<f64> {
    use nix::sys::wait::{Id, WaitPidFlag, waitid};
    use nix::unistd::{Pid, SysconfVar, sysconf};
    let id = Pid::from_raw(child.id().try_into().ok()?);
    waitid(Id::Pid(id), WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT).ok()?;
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // After the name, which may have brackets and spaces, times are the 12th to 15th: own and of those it waited for.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks: f64 = fields.split(' ').skip(11).take(4).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Some(ticks / sysconf(SysconfVar::CLK_TCK).ok()?? as f64)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn of_ended(_: &Child) -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written() {
        for (processor, text) in [(Some(30.5), "12.0 s, 30.5 s of processors"), (None, "12.0 s")] {
            let spent = Spent { clock: 12.0, processor };
            assert_eq!(spent.to_string(), text);
            assert_eq!(Spent::parse(text), Some(spent));
        }
        assert_eq!(Spent::parse("nothing to do"), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_has_ended_is_counted() {
        let start = Start::now();
        let counts = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done";
        assert!(std::process::Command::new("sh").args(["-c", counts]).status().unwrap().success());
        let spent = start.spent();
        assert!(spent.processor.unwrap() > 0.0 && spent.clock > 0.0, "{spent}");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn one_program_is_counted_by_itself() {
        let counts = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
        let mut busy = std::process::Command::new("sh").args(["-c", counts]).spawn().unwrap();
        let mut idle = std::process::Command::new("true").spawn().unwrap();
        let (busy_took, idle_took) = (of_ended(&busy).unwrap(), of_ended(&idle).unwrap());
        assert!(busy.wait().unwrap().success() && idle.wait().unwrap().success());
        assert!(busy_took > idle_took, "{busy_took} {idle_took}");
    }
}
