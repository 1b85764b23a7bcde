package council

// Receipts are the list by which something is handed over on paper, against a
// signature.
type Receipts struct {
	// What is handed over, as a title has it.
	What string
	// On is the day of the list.
	On   Date
	Rows []Receipt
}

// Receipt is one who gets it, with the units they answer for.
type Receipt struct {
	Person Person
	Units  []string
}
