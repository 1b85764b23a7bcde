package council

// AddWorkingDays is the n-th working day after d: the day on which something
// due within n working days is due (5.29). For a negative n it is the n-th
// before; for 0 it is d.
func (c Calendar) AddWorkingDays(d Date, n int) Date {
	for ; n > 0; n-- {
		d = c.NextWorkingDay(d)
	}
	for ; n < 0; n++ {
		d = c.PreviousWorkingDay(d)
	}
	return d
}
