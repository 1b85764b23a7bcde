package simulator

import "net/http"

type storedFile struct{}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {}
