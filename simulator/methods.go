package simulator

// handler plays a method: it runs with the lock held and returns the result to be sent.
type handler func(*Server, *call) (any, error)

// methods are the methods the simulator plays. getUpdates is played apart: it waits.
func methods() map[string]handler {
	return map[string]handler{
		"getMe":  (*Server).getMe,
		"logOut": (*Server).agree,
		"close":  (*Server).agree,

		"setWebhook":     (*Server).setWebhook,
		"deleteWebhook":  (*Server).deleteWebhook,
		"getWebhookInfo": (*Server).getWebhookInfo,

		"sendMessage":            (*Server).sendMessage,
		"sendDocument":           (*Server).sendDocument,
		"sendPhoto":              (*Server).sendPhoto,
		"sendChatAction":         (*Server).sendChatAction,
		"forwardMessage":         (*Server).forwardMessage,
		"copyMessage":            (*Server).copyMessage,
		"editMessageText":        (*Server).editMessageText,
		"editMessageCaption":     (*Server).editMessageCaption,
		"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
		"deleteMessage":          (*Server).deleteMessage,
		"deleteMessages":         (*Server).deleteMessages,
		"setMessageReaction":     (*Server).setMessageReaction,
		"pinChatMessage":         (*Server).pinChatMessage,
		"unpinChatMessage":       (*Server).unpinChatMessage,
		"unpinAllChatMessages":   (*Server).unpinAllChatMessages,
		"answerCallbackQuery":    (*Server).answerCallbackQuery,
		"getFile":                (*Server).getFile,
		"getChat":                (*Server).getChat,
		"getChatMember":          (*Server).getChatMember,
		"leaveChat":              (*Server).leaveChat,

		"setMyCommands":         (*Server).setMyCommands,
		"getMyCommands":         (*Server).getMyCommands,
		"deleteMyCommands":      (*Server).deleteMyCommands,
		"setMyName":             (*Server).setMyName,
		"getMyName":             (*Server).getMyName,
		"setMyDescription":      (*Server).setMyDescription,
		"getMyDescription":      (*Server).getMyDescription,
		"setMyShortDescription": (*Server).setMyShortDescription,
		"getMyShortDescription": (*Server).getMyShortDescription,
		"setChatMenuButton":     (*Server).setChatMenuButton,
		"getChatMenuButton":     (*Server).getChatMenuButton,
	}
}

func (s *Server) agree(*call) (any, error) { return true, nil }
