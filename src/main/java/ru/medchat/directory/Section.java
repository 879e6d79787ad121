package ru.medchat.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A part of a region file that knows where it stands, for whoever has to mend it. */
final class Section {

  private final String file;
  private final int line;
  private final Map<String, Node> parts = new LinkedHashMap<>();
  private String what;

  /**
   * @param what how people find it in the file
   * @param known what may stand in it
   */
  Section(String file, String what, Node node, Set<String> known) {
    this.file = file;
    this.what = what;
    this.line = lineOf(node);
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(line, "здесь нужны строки вида «ключ: значение»");
    }
    for (var each : mapping.getValue()) {
      String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        throw wrong(
            lineOf(each.getKeyNode()),
            "ключ «%s» неизвестен; бывают: %s"
                .formatted(key, String.join(", ", known.stream().sorted().toList())));
      }
      if (parts.put(key, each.getValueNode()) != null) {
        throw wrong(lineOf(each.getKeyNode()), "ключ «%s» написан дважды".formatted(key));
      }
    }
  }

  /** Makes it easier to find. */
  void isCalled(String name) {
    what = what + " " + name;
  }

  boolean has(String key) {
    return parts.containsKey(key);
  }

  String text(String key) {
    return optional(key)
        .orElseThrow(
            () -> wrong(line, "не хватает «%s»; допишите строку %s: …".formatted(key, key)));
  }

  /** Empty when it is not there, or empty there. */
  Optional<String> optional(String key) {
    Node node = parts.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong(lineOf(node), "в «%s» нужно одно значение".formatted(key));
    }
    return node.getTag().equals(Tag.NULL)
        ? Optional.empty()
        : Optional.of(scalar.getValue().strip()).filter(value -> !value.isEmpty());
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (Node node : nodes(key)) {
      if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
        throw wrong(lineOf(node), "в «%s» нужен список слов".formatted(key));
      }
      texts.add(scalar.getValue().strip());
    }
    return texts;
  }

  Section section(String key, String name, Set<String> known) {
    Node node = parts.get(key);
    if (node == null) {
      throw wrong(line, "не хватает «%s»; допишите раздел %s: с названием".formatted(key, key));
    }
    return new Section(file, name, node, known);
  }

  /** Empty when it is not there. */
  List<Section> sections(String key, String name, Set<String> known) {
    return nodes(key).stream().map(node -> new Section(file, name, node, known)).toList();
  }

  private List<Node> nodes(String key) {
    Node node = parts.get(key);
    if (node == null || node.getTag().equals(Tag.NULL)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(lineOf(node), "в «%s» нужен список, каждая строка с «- »".formatted(key));
    }
    return sequence.getValue();
  }

  BrokenDirectoryException wrong(@Nullable String key, String problem) {
    Node node = key == null ? null : parts.get(key);
    return wrong(node == null ? line : lineOf(node), problem);
  }

  private BrokenDirectoryException wrong(int at, String problem) {
    return new BrokenDirectoryException(file, at, what, problem);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
