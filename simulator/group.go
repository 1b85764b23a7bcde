package simulator

func (s *Server) sees(r *room, m *Message) bool { return true }
