package simulator

type profile struct{}

func (p *profile) name(language, otherwise string) string { return otherwise }
