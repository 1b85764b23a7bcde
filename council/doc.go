// Package council holds the rules of the house: weeks and deadlines, units and
// people, plans from an entry to an agreed revision, bodies and their meetings,
// assignments, who may do what. It reads like the regulation it keeps (clause
// numbers in the comments are the regulation's).
//
// It imports the standard library alone. Time comes in as an argument: what
// has happened is an instant, what is planned is a local date and a local time
// in the council's zone.
package council
