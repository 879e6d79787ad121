package ru.medchat.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One region as it is written in its file: {@code directory/<code>.yaml}. */
record RegionFile(
    String code,
    String name,
    String zone,
    Body ministry,
    Body chamber,
    List<Place> municipalities) {

  /** An organisation in the file. */
  record Body(String name, @Nullable String mail) {}

  /**
   * A municipality in the file; without a zone of its own it has the region's.
   *
   * @param latitude where its centre lies, in degrees; null together with the longitude when nobody
   *     has said, and then no location leads to it
   */
  record Place(
      String id,
      String name,
      Municipality.Kind kind,
      @Nullable String zone,
      @Nullable Double latitude,
      @Nullable Double longitude,
      Body responder) {}

  static RegionFile read(Resource file, ObjectMapper json) {
    try (InputStream in = file.getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return json.convertValue(tree, RegionFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The region could not be read: " + file.getDescription(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("Not a region file: " + file.getDescription(), e);
    }
  }

  ZoneId zoneOf(Place place) {
    String own = place.zone();
    return ZoneId.of(own == null ? zone : own);
  }
}
