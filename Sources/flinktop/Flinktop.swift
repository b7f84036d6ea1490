import ArgumentParser

@main
struct Flinktop: ParsableCommand {
}
