package ru.medchat.process;

import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import ru.medchat.process.engine.ModelBeans;
import ru.medchat.process.engine.ModelGate;
import ru.medchat.process.engine.TaskRights;

/**
 * The one place that says which beans the expressions of a model may name, what is judged, and
 * which variables are the product's.
 */
@Configuration(proxyBeanMethods = false)
class ModelVocabulary {

  @Bean
  static ModelGate modelGate() {
    return new ModelGate(ModelLimits::problems);
  }

  @Bean
  static TaskRights taskRights(ModelBeans beans) {
    return new TaskRights(AppealProcess.KEPT, beans);
  }

  @Bean
  static ModelBeans modelBeans(BeanFactory beans) {
    return new ModelBeans(
        beans,
        Map.ofEntries(
            Map.entry("classify", "classify"),
            Map.entry("acknowledge", "acknowledge"),
            Map.entry("noteRoute", "noteRoute"),
            Map.entry("assignOrganisation", "assignOrganisation"),
            Map.entry("recordBreach", "recordBreach"),
            Map.entry("sendLetter", "sendLetter"),
            Map.entry("giveInstruction", "giveInstruction"),
            Map.entry("deliverAnswer", "deliverAnswer"),
            Map.entry("askResident", "askResident"),
            Map.entry("tellResident", "tellResident"),
            Map.entry("askRating", "askRating"),
            Map.entry("raiseLevel", "raiseLevel"),
            Map.entry("closeAppeal", "closeAppeal"),
            Map.entry("appeal", "appeal"),
            Map.entry("steps", "steps"),
            Map.entry("clock", "wallClock"),
            Map.entry("burning", "burning")));
  }
}
