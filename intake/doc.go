// Package intake reads what people send: a day or a time as typed, a pasted
// list of entries, the directory as a spreadsheet. It only reads: whatever it
// returns is shown back before it counts, and what it cannot read for certain
// it says so about instead of guessing.
//
// Days and times are local to the council; the planned week is an argument.
package intake
