// Command bench measures and torments the running program: it builds Sereda,
// starts it as production would on throw-away servers, and lets a simulated
// council type and press.
//
//	go run ./bench chaos    kill -9 while people type: nothing lost, nothing twice
//	go run ./bench bench    what an update costs, against a bot written plainly
//
// What it does and how to read its lines: docs/benchmarks.md.
package main
