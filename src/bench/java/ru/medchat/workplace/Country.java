package ru.medchat.workplace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Region files of as many regions and municipalities as have medchats. */
final class Country {

  private static final int REGIONS = 58;
  private static final int MUNICIPALITIES = 298;

  private Country() {}

  /** Where its files are, as a setting names it. */
  static String folder() throws IOException {
    Path folder = Files.createTempDirectory("country");
    folder.toFile().deleteOnExit();
    for (int region = 0; region < REGIONS; region++) {
      Path file = folder.resolve((10 + region) + ".yaml");
      Files.writeString(file, region(region));
      file.toFile().deleteOnExit();
    }
    return "file:" + folder;
  }

  private static String region(int region) {
    var file =
        new StringBuilder(
            """
            code: "%1$d"
            name: Область %1$d
            zone: Europe/Moscow
            ministry: {name: Министерство %1$d, mail: ministry-%1$d@medchat.invalid}
            chamber: {name: Палата %1$d, mail: chamber-%1$d@medchat.invalid}
            municipalities:
            """
                .formatted(10 + region));
    for (int place = region; place < MUNICIPALITIES; place += REGIONS) {
      file.append(
          """
            - id: place-%1$d
              name: Город %1$d
              kind: CITY
              responder: {name: Больница %1$d, mail: place-%1$d@medchat.invalid}
          """
              .formatted(place));
    }
    return file.toString();
  }
}
