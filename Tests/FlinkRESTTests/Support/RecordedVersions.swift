/// The Flink versions whose answers are in `Recordings`.
let recordedVersions = ["1.13.6", "1.20.5", "2.3.0"]
