package dev.cosell.bridge.routes;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The names that routes can call, with their classes, without starting anything. */
final class BridgeBeans {

  private final Map<String, Class<?>> byName = new TreeMap<>();

  BridgeBeans(String crm) {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(
            true, new MockEnvironment().withProperty("cosell.crm", crm));
    for (BeanDefinition found : scan.findCandidateComponents("dev.cosell.bridge")) {
      addClass((AnnotatedBeanDefinition) found);
    }
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether Camel can call this method of this bean. */
  boolean has(String name, String method) {
    Class<?> type = byName.get(name);
    return type != null && hasMethod(type, method);
  }

  /** What a method of a bean gives; {@code Object} where there is no such method. */
  Class<?> result(String name, String method) {
    Class<?> type = byName.getOrDefault(name, Object.class);
    return Arrays.stream(type.getMethods())
        .filter(it -> it.getName().equals(method))
        .findFirst()
        .<Class<?>>map(Method::getReturnType)
        .orElse(Object.class);
  }

  static boolean hasMethod(Class<?> type, String method) {
    return Arrays.stream(type.getMethods()).anyMatch(it -> it.getName().equals(method));
  }

  private void addClass(AnnotatedBeanDefinition found) {
    Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
    MergedAnnotation<Component> component = MergedAnnotations.from(type).get(Component.class);
    String name = component.getString("value");
    byName.put(name.isEmpty() ? Introspector.decapitalize(type.getSimpleName()) : name, type);
    for (Method method : type.getDeclaredMethods()) {
      Bean bean = method.getAnnotation(Bean.class);
      if (bean != null) {
        byName.put(
            bean.value().length == 0 ? method.getName() : bean.value()[0], method.getReturnType());
      }
    }
  }
}
