package storage

import (
	"slices"
	"sync"

	"sereda/council"
)

// directoryVersion is never the same for two states of the directory.
type directoryVersion [16]byte

// accessMemory keeps who the accounts are, so that it is not looked up anew for
// every update: as of a version of the directory, which moves with whatever could
// change an access, and for a day. The version is read in the update's own
// transaction: nobody keeps a right a moment longer than the database does.
type accessMemory struct {
	mu      sync.Mutex
	version directoryVersion
	day     council.Date
	known   map[int64]council.Access
}

// find tells who the accounts are if all are remembered as of the version, on the
// day.
func (m *accessMemory) find(version directoryVersion, day council.Date, accounts []int64) (map[int64]council.Access, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if version != m.version || day != m.day {
		return nil, false
	}
	found := make(map[int64]council.Access, len(accounts))
	for _, account := range accounts {
		a, known := m.known[account]
		if !known {
			return nil, false
		}
		found[account] = ownCopy(a)
	}
	return found, true
}

// has tells that all accounts are remembered, as of whatever version.
func (m *accessMemory) has(accounts []int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !slices.ContainsFunc(accounts, func(account int64) bool {
		_, known := m.known[account]
		return !known
	})
}

// keep remembers accesses that were read after the version was, and forgets those of
// any other.
func (m *accessMemory) keep(version directoryVersion, day council.Date, found map[int64]council.Access) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if version != m.version || day != m.day {
		m.version, m.day, m.known = version, day, map[int64]council.Access{}
	}
	for account, a := range found {
		m.known[account] = ownCopy(a)
	}
}

// ownCopy shares nothing that could be written to.
func ownCopy(a council.Access) council.Access {
	a.Roles, a.Units = slices.Clone(a.Roles), slices.Clone(a.Units)
	a.Leaders, a.Seats = slices.Clone(a.Leaders), slices.Clone(a.Seats)
	return a
}
