package io.semanticrouter.tracing;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method one stage of a request's trace.
 *
 * <p>The method's first parameter is a {@link StageSpan}. The caller passes the span under which
 * the stage runs; the method receives the stage's own span in its place. A result that is {@link
 * Traced} describes itself on that span. The span ends when the method returns or throws; for a
 * method that returns a {@link io.vertx.core.Future} it ends when the future completes.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RouterSpan {
  @Nonbinding
  RouterSpans value();
}
