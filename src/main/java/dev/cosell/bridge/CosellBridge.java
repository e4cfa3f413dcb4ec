package dev.cosell.bridge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Cosell Bridge. */
@SpringBootApplication
public class CosellBridge {

  /**
   * Starts the service.
   *
   * @param arguments Spring Boot's command line, for example {@code --cosell.crm=dynamics}
   */
  public static void main(String[] arguments) {
    SpringApplication.run(CosellBridge.class, arguments);
  }
}
