package dev.otastub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches what the others published, by Maven and npm as this machine has them set up, once. */
final class Artifacts {

    private static final String DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:";
    private static final long SECONDS = 300;

    private final Path folder;

    Artifacts(Path folder) {
        this.folder = folder;
    }

    /** A jar by its coordinates, {@code group:artifact:version} or with {@code :jar:classifier} besides. */
    Path jar(String coordinates) throws NotMeasured {
        String[] parts = coordinates.split(":", -1);
        String classifier = parts.length > 4 ? "-" + parts[4] : "";
        Path jar = folder.resolve(parts[1] + "-" + parts[2] + classifier + ".jar");
        if (!Files.exists(jar)) {
            maven(List.of("copy", "-Dartifact=" + coordinates, "-DoutputDirectory=" + made(folder)));
        }
        return jar;
    }

    /** A folder with the jars that a POM's dependencies ask for. */
    Path jars(String name, String pom) throws NotMeasured {
        Path jars = folder.resolve(name);
        Path whole = jars.resolve("whole");
        if (!Files.exists(whole)) {
            Path file = written(made(jars).resolve("pom.xml"), pom);
            maven(List.of(
                    "copy-dependencies", "-f", file.toString(), "-DincludeScope=runtime", "-DoutputDirectory=" + jars));
            written(whole, "");
        }
        return jars;
    }

    /** A folder with an npm package in its {@code node_modules}. */
    Path npm(String name, String version) throws NotMeasured {
        Path installed = folder.resolve(name);
        Path whole = installed.resolve("whole");
        if (!Files.exists(whole)) {
            made(installed);
            Commands.run(
                    installed,
                    SECONDS,
                    List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", name + "@" + version));
            written(whole, "");
        }
        return installed.resolve("node_modules").resolve(name);
    }

    private void maven(List<String> goalAndOptions) throws NotMeasured {
        List<String> command = new ArrayList<>(List.of("mvn", "--batch-mode", "--quiet"));
        command.add(DEPENDENCIES + goalAndOptions.get(0));
        command.addAll(goalAndOptions.subList(1, goalAndOptions.size()));
        Commands.run(folder, SECONDS, command);
    }

    private static Path made(Path folder) throws NotMeasured {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new NotMeasured("cannot make " + folder.getFileName());
        }
    }

    private static Path written(Path file, String text) throws NotMeasured {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new NotMeasured("cannot write " + file.getFileName());
        }
    }
}
