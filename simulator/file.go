package simulator

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // photos are measured
	_ "image/png"
	"net/http"
	"path"
	"strconv"
	"strings"
)

const (
	maxPhoto    = 10 << 20 // bytes
	maxDownload = 20 << 20 // bytes, of files bots fetch
)

// mimeTypes are fixed here: a machine's own table would make tests depend on it.
var mimeTypes = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".doc":  "application/msword",
	".xls":  "application/vnd.ms-excel",
	".pdf":  "application/pdf",
	".zip":  "application/zip",
	".txt":  "text/plain",
	".csv":  "text/csv",
	".ics":  "text/calendar",
	".jpg":  "image/jpeg",
	".png":  "image/png",
}

// storedFile is a file somebody sent.
type storedFile struct {
	File
	data []byte
}

// store keeps a file under new ids. Kind is the folder of its path: documents, photos, voice.
func (s *Server) store(kind, name, mimeType string, data []byte) *storedFile {
	n := strconv.Itoa(len(s.files) + 1)
	f := &storedFile{data: data, File: File{ID: "BQACAgIAAx" + kind[:1] + n, UniqueID: "AgAD" + n, Name: name,
		MimeType: mimeType, Size: int64(len(data)), Path: kind + "/file_" + n + path.Ext(name)}}
	if f.MimeType == "" {
		f.MimeType = mimeTypes[strings.ToLower(path.Ext(name))]
	}
	s.files[f.ID] = f
	return f
}

// FileData returns the contents of a file by its id; false when there is none.
func (s *Server) FileData(id string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[id]
	if f == nil {
		return nil, false
	}
	return f.data, true
}

// inputFile reads a file parameter: an upload, or the id of a file sent before.
func (s *Server) inputFile(c *call, name, kind string) (*storedFile, error) {
	part := name
	if ref, ok := strings.CutPrefix(c.str(name), "attach://"); ok {
		part = ref
	}
	if up, ok := c.files[part]; ok {
		switch {
		case len(up.data) == 0:
			return nil, misuse("file must be non-empty")
		case len(up.data) > maxUpload:
			return nil, errTooLarge
		}
		return s.store(kind, up.name, "", up.data), nil
	}
	id := c.str(name)
	if strings.Contains(id, "://") {
		return nil, refuse("failed to get HTTP URL content")
	}
	if f := s.files[id]; f != nil {
		return f, nil
	}
	return nil, refuse("wrong file identifier/HTTP URL specified")
}

func (s *Server) sendDocument(c *call) (any, error) {
	return s.sendFile(c, "document", "documents", func(m *Message, f *storedFile) error {
		m.Document = f.shown()
		return nil
	})
}

func (s *Server) sendPhoto(c *call) (any, error) {
	return s.sendFile(c, "photo", "photos", func(m *Message, f *storedFile) (err error) {
		m.Photo, err = f.photo()
		return err
	})
}

// sendFile sends what the field holds, kept in the folder, with its caption.
func (s *Server) sendFile(c *call, field, folder string, attach func(m *Message, f *storedFile) error) (any, error) {
	r, err := s.find(c, "chat_id")
	if err != nil {
		return nil, err
	}
	m := &Message{}
	if m.Caption, m.CaptionEntities, err = s.formatted(c, "caption", "caption_entities", maxCaption); err != nil {
		return nil, err
	}
	f, err := s.inputFile(c, field, folder)
	if err != nil {
		return nil, err
	}
	if err := attach(m, f); err != nil {
		return nil, err
	}
	return s.send(c, r, m)
}

// shown is the file as messages have it: without its path.
func (f *storedFile) shown() *File {
	shown := f.File
	shown.Path = ""
	return &shown
}

// photo measures the picture and refuses what Telegram would.
func (f *storedFile) photo() ([]File, error) {
	if len(f.data) > maxPhoto {
		return nil, misuse("file is too big for a photo")
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(f.data))
	if err != nil {
		return nil, misuse("IMAGE_PROCESS_FAILED")
	}
	w, h := size.Width, size.Height
	if w+h > 10000 || w > 20*h || h > 20*w {
		return nil, misuse("PHOTO_INVALID_DIMENSIONS")
	}
	full := File{ID: f.ID, UniqueID: f.UniqueID, Size: f.Size, Width: w, Height: h}
	return []File{full}, nil
}

func (s *Server) getFile(c *call) (any, error) {
	f := s.files[c.str("file_id")]
	switch {
	case f == nil:
		return nil, refuse("wrong file_id or the file is temporarily unavailable")
	case f.Size > maxDownload:
		return nil, refuse("file is too big")
	}
	return File{ID: f.ID, UniqueID: f.UniqueID, Size: f.Size, Path: f.Path}, nil
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, wanted string) {
	s.mu.Lock()
	var found *storedFile
	for _, f := range s.files {
		if f.Path == wanted && f.Size <= maxDownload {
			found = f
		}
	}
	s.mu.Unlock()
	if found == nil || r.Method != http.MethodGet {
		writeError(w, &callError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(found.data)))
	_, _ = w.Write(found.data)
}

// SendDocument sends a file to the bot.
func (u *User) SendDocument(name string, data []byte) Message {
	return u.SendDocumentWith(name, data, "")
}

// SendDocumentWith sends a file with a caption.
func (u *User) SendDocumentWith(name string, data []byte, caption string) Message {
	f := u.keep("documents", name, data)
	return u.say(&Message{Document: f.shown(), Caption: caption, CaptionEntities: detect(caption, nil)})
}

func (u *User) keep(kind, name string, data []byte) *storedFile {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.server.store(kind, name, "", data)
}

// SendPhoto sends a PNG or JPEG picture.
func (u *User) SendPhoto(data []byte, caption string) Message {
	sizes, err := u.keep("photos", "photo.jpg", data).photo()
	if err != nil {
		panic(fmt.Sprintf("simulator: %v", err))
	}
	return u.say(&Message{Photo: sizes, Caption: caption, CaptionEntities: detect(caption, nil)})
}

// SendVoice sends a voice message so many seconds long.
func (u *User) SendVoice(data []byte, seconds int) Message {
	f := u.keep("voice", "voice.oga", data).shown()
	f.Name, f.MimeType, f.Duration = "", "audio/ogg", &seconds
	return u.say(&Message{Voice: f})
}

// SendSticker sends a sticker.
func (u *User) SendSticker(emoji string) Message {
	f := u.keep("stickers", "sticker.webp", []byte(emoji))
	return u.say(&Message{Sticker: &Sticker{ID: f.ID, UniqueID: f.UniqueID, Type: "regular", Width: 512, Height: 512, Emoji: emoji}})
}
