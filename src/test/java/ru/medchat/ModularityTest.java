package ru.medchat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void every_module_uses_only_what_its_door_allows() {
    ApplicationModules.of(MedchatApplication.class).verify();
  }
}
