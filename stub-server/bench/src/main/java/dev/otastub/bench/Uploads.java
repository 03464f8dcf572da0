package dev.otastub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Uploads of one content over connections that stay open, each under a name of its own. */
final class Uploads {

    private final Peer peer;
    private final int connections;
    private final Content content;
    private int rounds;

    Uploads(Peer peer, int connections, Content content) {
        this.peer = peer;
        this.connections = connections;
        this.content = content;
    }

    /** Makes so many; the forms are made and signed before the clock starts. */
    Sample round(Running running, int uploads) throws IOException {
        rounds++;
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(client(running.port(), forms(i, uploads / connections)));
        }
        return running.measure(() -> Together.all(clients));
    }

    private List<Form> forms(int connection, int count) {
        List<Form> forms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            forms.add(peer.form("ota/bench/" + rounds + "/" + connection + "/" + i + ".bin", content));
        }
        return forms;
    }

    private Callable<Void> client(int port, List<Form> forms) {
        return () -> {
            try (HttpConnection open = new HttpConnection(port)) {
                for (Form form : forms) {
                    peer.upload(open, form);
                }
            }
            return null;
        };
    }
}
