//! Tells the linker what an addon is on this system.

fn main() {
    napi_build::setup();
}
