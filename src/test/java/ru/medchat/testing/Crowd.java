package ru.medchat.testing;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Many residents who write to their groups, and what they wrote. */
public final class Crowd {

  private final SandboxChats chats;
  private final List<String> groups;
  private final Queue<Words> written = new ConcurrentLinkedQueue<>();

  /** A message of a resident. */
  public record Words(String chat, long resident, long messageId) {}

  public Crowd(SandboxChats chats, List<String> groups) {
    this.chats = chats;
    this.groups = List.copyOf(groups);
  }

  /** The so manyth resident of every group writes to it, all at about the same time. */
  public void writes(int resident) {
    groups.parallelStream().forEach(group -> writes(group, resident));
  }

  /** The so manyth resident of a group writes to it. */
  public void writes(String group, int resident) {
    long id = 10_000 + 1000L * groups.indexOf(group) + resident;
    String words = "Нет талонов, номер " + written.size();
    written.add(new Words(group, id, chats.write(group, id, "Житель " + id, words)));
  }

  public List<Words> written() {
    return List.copyOf(written);
  }

  /** The numbers of what each resident wrote, in order. */
  Map<Long, List<Long>> byResident() {
    return written.stream()
        .collect(
            Collectors.groupingBy(
                Words::resident,
                Collectors.mapping(
                    Words::messageId,
                    Collectors.collectingAndThen(
                        Collectors.toList(), ids -> ids.stream().sorted().toList()))));
  }
}
