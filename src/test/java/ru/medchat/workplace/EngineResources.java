package ru.medchat.workplace;

import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Wrapper;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.uri.UriTemplate;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * What the engine and its webapps really serve: read from each servlet of Jersey that runs, through
 * to the resources that others lead to.
 */
final class EngineResources {

  /** Where the same resources of the engine are; the longest first. */
  private static final List<String> PLACES =
      List.of("/camunda/api/engine/engine/{name}", "/engine-rest/engine/{name}", "/engine-rest");

  private final Set<Served> found = new TreeSet<>(Comparator.comparing(Served::toString));

  private EngineResources() {}

  /**
   * A method of a resource.
   *
   * @param path its template, such as {@code /engine-rest/task/{id}}
   */
  record Served(String method, String path) {

    /** The same wherever the engine is served: {@code {engine}/task/{id}}. */
    Served anywhere() {
      return PLACES.stream()
          .filter(place -> path.startsWith(place + "/") && !path.equals("/engine-rest/engine"))
          .findFirst()
          .map(place -> new Served(method, "{engine}" + path.substring(place.length())))
          .orElse(this);
    }

    /** An address of it, of nothing that there is. */
    String address() {
      return path.replace("{name}", "default").replaceAll("\\{[^/]*}", "x");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Set<Served> of(ServletWebServerApplicationContext product) {
    var resources = new EngineResources();
    var tomcat = ((TomcatWebServer) product.getWebServer()).getTomcat();
    Arrays.stream(tomcat.getHost().findChildren())
        .flatMap(context -> Arrays.stream(context.findChildren()))
        .forEach(resources::addServedBy);
    return resources.found;
  }

  /** The one of some resources that an address leads to: of several the most literal one. */
  static Optional<Served> at(String method, String address, Set<Served> served) {
    return served.stream()
        .filter(each -> each.method().equals(method))
        .filter(each -> new UriTemplate(each.path()).match(address, new ArrayList<>()))
        .min(Comparator.comparing(each -> new UriTemplate(each.path()), UriTemplate.COMPARATOR));
  }

  private void addServedBy(Container child) {
    try {
      if (child instanceof Wrapper wrapper
          && wrapper.allocate() instanceof ServletContainer jersey) {
        var registered = jersey.getConfiguration();
        var roots =
            Stream.concat(
                    Stream.concat(
                            registered.getClasses().stream(),
                            registered.getInstances().stream().map(Object::getClass))
                        .map(Resource::from)
                        .filter(Objects::nonNull),
                    registered.getResources().stream())
                .filter(resource -> resource.getPath() != null)
                .toList();
        for (String mapping : wrapper.findMappings()) {
          String place = mapping.replaceFirst("/\\*$", "");
          roots.forEach(root -> add(joined(place, root.getPath()), root, Set.of()));
        }
      }
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(String path, Resource resource, Set<Class<?>> above) {
    resource.getResourceMethods().stream()
        .map(method -> new Served(method.getHttpMethod(), path))
        .forEach(found::add);
    resource.getChildResources().forEach(child -> add(joined(path, child.getPath()), child, above));
    var locator = resource.getResourceLocator();
    if (locator != null) {
      Class<?> type = locator.getInvocable().getRawResponseType();
      var seen = new HashSet<>(above);
      if (!seen.add(type)) {
        throw new IllegalStateException(type + " leads to itself");
      }
      // What leads there has a path already, so that of the class itself does not count.
      add(path, Objects.requireNonNull(Resource.from(type), () -> "unknown below " + path), seen);
    }
  }

  private static String joined(String place, String path) {
    return (place + "/" + path).replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
  }
}
