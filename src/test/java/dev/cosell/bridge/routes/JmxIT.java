package dev.cosell.bridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.CosellBridge;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.DisableJmx;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** What an operator's JMX console shows of the routes. */
@CamelSpringBootTest
@DisableJmx(false)
@DirtiesContext
@SpringBootTest(
    classes = CosellBridge.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "cosell.crm=dynamics",
      "cosell.partner-center.token-url=http://127.0.0.1:1/token",
      "cosell.partner-center.client-id=id",
      "cosell.partner-center.client-secret=secret",
      "cosell.partner-center.refresh-token=token",
      "cosell.dynamics.url=http://127.0.0.1:1",
      "cosell.dynamics.token-url=http://127.0.0.1:1/token",
      "cosell.dynamics.client-id=id",
      "cosell.dynamics.client-secret=secret",
      "spring.security.user.password=secret",
      "spring.datasource.url=jdbc:h2:mem:jmx",
      "camel.main.name=jmx"
    })
class JmxIT {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  void everyRouteShowsItsIdGroupAndDescription() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (ObjectName route : mbeans("routes")) {
      shown.add(text(route, "RouteId"));
      assertThat(text(route, "RouteGroup")).as(route.toString()).isNotBlank();
      assertThat(text(route, "Description")).as(route.toString()).isNotBlank();
    }

    assertThat(shown)
        .isEqualTo(
            RouteFile.all().stream()
                .filter(file -> !file.route().isMissingNode() && file.isFor("dynamics"))
                .map(RouteFile::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyStepShowsItsIdAndDescription() throws Exception {
    Set<String> ids =
        RouteFile.all().stream()
            .flatMap(file -> file.nodes().stream())
            .map(RouteNode::id)
            .collect(Collectors.toSet());
    for (ObjectName step : mbeans("processors")) {
      assertThat(ids).contains(text(step, "ProcessorId"));
      assertThat(text(step, "Description")).as(step.toString()).isNotBlank();
    }
  }

  private Set<ObjectName> mbeans(String type) throws JMException {
    Set<ObjectName> found =
        server.queryNames(new ObjectName("org.apache.camel:context=jmx,type=" + type + ",*"), null);
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  private String text(ObjectName name, String attribute) throws JMException {
    try {
      return String.valueOf(server.getAttribute(name, attribute)).replace("null", "");
    } catch (AttributeNotFoundException missing) {
      return "";
    }
  }
}
