package ru.medchat.process.engine;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * The beans that expressions of a model may name, and no others. Looked up when they are named, as
 * some of them need the engine that is being made with this map.
 */
public final class ModelBeans extends AbstractMap<Object, Object> {

  private final BeanFactory beans;
  private final Map<String, String> beanByName;

  public ModelBeans(BeanFactory beans, Map<String, String> beanByName) {
    this.beans = beans;
    this.beanByName = Map.copyOf(beanByName);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String && beanByName.containsKey(name);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return containsKey(name) ? beans.getBean(beanByName.get(name)) : null;
  }

  Set<String> names() {
    return beanByName.keySet();
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return beanByName.entrySet().stream()
        .map(entry -> Map.<Object, Object>entry(entry.getKey(), beans.getBean(entry.getValue())))
        .collect(Collectors.toUnmodifiableSet());
  }
}
