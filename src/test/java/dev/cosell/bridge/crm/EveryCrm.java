package dev.cosell.bridge.crm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Laws for any CRM: they run once with each, see {@link TestedCrm}. JUnit and jqwik have a tag of
 * their own each; this is both.
 */
@Tag(TestedCrm.EVERY)
@net.jqwik.api.Tag(TestedCrm.EVERY)
@Inherited
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryCrm {}
