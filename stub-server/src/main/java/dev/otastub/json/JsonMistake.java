package dev.otastub.json;

/** JSON that is not what is wanted; the message is a sentence that names the line and the field, and holds no secret. */
public class JsonMistake extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong and what helps */
    protected JsonMistake(String sentence) {
        super(sentence);
    }

    static JsonMistake saying(String sentence) {
        return new JsonMistake(sentence);
    }
}
