package bot

import "sync"

// uploads are the stored files that Telegram has got from this process, or is
// getting: letters of one broadcast leave together, and only the first carries
// the file. Another replica uploads it once more at most.
type uploads struct {
	mu    sync.Mutex
	files map[int64]*uploaded
}

// uploaded is one file. The lock is held while it is on its way; id is under
// what Telegram keeps it, "" before.
type uploaded struct {
	sync.Mutex
	id string
}

// remembered bounds the files that are kept in mind; what is forgotten stands
// in the database.
const remembered = 256

func (u *uploads) of(file int64) *uploaded {
	u.mu.Lock()
	defer u.mu.Unlock()
	known := u.files[file]
	if known == nil {
		if u.files == nil || len(u.files) >= remembered {
			u.files = map[int64]*uploaded{}
		}
		known = &uploaded{}
		u.files[file] = known
	}
	return known
}
