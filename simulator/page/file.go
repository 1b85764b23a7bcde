package page

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // what people send as photos
	_ "image/png"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"sereda/simulator"
)

// maxUpload is the largest file a bot may fetch from Telegram, bytes.
const maxUpload = 20 << 20

// upload sends a file from the person's disk to the bot.
func (s *Server) upload(_ *stage, u *simulator.User, w http.ResponseWriter, r *http.Request) (any, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+64<<10)
	file, header, err := r.FormFile("file")
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, tooLarge
	case err != nil:
		return nil, bad("Файл не надійшов: " + err.Error())
	}
	defer file.Close()
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	caption := strings.TrimSpace(r.FormValue("caption"))
	switch {
	case len(data) > maxUpload:
		return nil, tooLarge
	case len(data) == 0:
		return nil, bad("Порожній файл не надсилається.")
	case len([]rune(caption)) > 1024:
		return nil, bad("Підпис задовгий: не більше 1024 знаків.")
	case u.Blocked():
		return nil, refusal{http.StatusConflict, "Бота заблоковано. Спершу розблокуйте його."}
	}
	if r.FormValue("as") == "photo" {
		return sendPhoto(u, data, caption)
	}
	return sent(u.SendDocumentWith(path.Base("/"+header.Filename), data, caption)), nil
}

var tooLarge = refusal{http.StatusRequestEntityTooLarge, "Файл завеликий: боти отримують не більше 20 МБ."}

func sendPhoto(u *simulator.User, data []byte, caption string) (any, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	w, h := size.Width, size.Height
	if err != nil || len(data) > 10<<20 || w+h > 10000 || w > 20*h || h > 20*w {
		return nil, bad("Це не надішлеш як фото: потрібні PNG або JPEG до 10 МБ. Надішліть файлом.")
	}
	return sent(u.SendPhoto(data, caption)), nil
}

// pictures are shown in the page; everything else is downloaded.
var pictures = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

// file gives a file that somebody sent.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	st, _, _ := s.now()
	var data []byte
	found := false
	if st != nil {
		data, found = st.Telegram.FileData(r.PathValue("id"))
	}
	if !found {
		refuse(w, http.StatusNotFound, "Такого файлу тут немає.")
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	if kind := http.DetectContentType(data); pictures[kind] && r.URL.Query().Get("name") == "" {
		h.Set("Content-Type", kind)
	} else {
		name := path.Base("/" + r.URL.Query().Get("name"))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	_, _ = w.Write(data)
}
