package dev.otastub.json;

/** JSON that is not what is wanted; the message is a sentence that names the line and the field, and holds no secret. */
public final class JsonMistake extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    JsonMistake(String sentence) {
        super(sentence);
    }
}
