package council

// File is a file kept in the database: a paper Sereda has written.
type File struct {
	ID   int64
	Name string
	Data []byte
	// TelegramID is under what Telegram knows the file, "" until it was sent
	// once.
	TelegramID string
}

// Document is the file that goes with a message, whose text is then its
// caption: one Telegram keeps, under FileID, or one of ours, StoredID.
type Document struct {
	Name     string `json:"n,omitempty"`
	FileID   string `json:"f,omitempty"`
	StoredID int64  `json:"s,omitempty"`
	// Picture tells that FileID is a picture's, which Telegram keeps apart.
	Picture bool `json:"p,omitempty"`
}

// ToPrint is the one of a paper's files that is printed and read as it is: the
// PDF, which stands last.
func ToPrint(files []File) File { return files[len(files)-1] }
