package ru.medchat.sandbox;

import jakarta.servlet.MultipartConfigElement;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * The sandbox's own web server. Registered by hand in its own context and nowhere annotated as a
 * configuration, so that the product never takes it for a part of itself.
 */
class SandboxWeb {

  private static final long LARGEST_UPLOAD = 50L * 1024 * 1024;

  @Bean
  static TomcatServletWebServerFactory webServer(SandboxServer.Port port) {
    var tomcat = new TomcatServletWebServerFactory(port.number());
    tomcat.setAddress(InetAddress.getLoopbackAddress());
    tomcat.addEngineValves(new CutConnection());
    return tomcat;
  }

  @Bean
  static DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Bean
  static ServletRegistrationBean<DispatcherServlet> dispatcher(DispatcherServlet servlet) {
    var registration = new ServletRegistrationBean<>(servlet, "/");
    registration.setMultipartConfig(
        new MultipartConfigElement("", LARGEST_UPLOAD, LARGEST_UPLOAD + 1024 * 1024, 1024 * 1024));
    registration.setAsyncSupported(true);
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  static FilterRegistrationBean<LoopbackGuard> guard() {
    var registration = new FilterRegistrationBean<>(new LoopbackGuard());
    registration.setAsyncSupported(true);
    registration.setOrder(0);
    return registration;
  }

  @Bean
  static FilterRegistrationBean<CharacterEncodingFilter> encoding() {
    var registration =
        new FilterRegistrationBean<>(new CharacterEncodingFilter("UTF-8", true, false));
    registration.setAsyncSupported(true);
    registration.setOrder(1);
    return registration;
  }

  // Only what functional routes need: the whole of Spring MVC would start a validator as well.
  @Bean
  static RouterFunctionMapping mapping() {
    var mapping = new RouterFunctionMapping();
    mapping.setMessageConverters(
        List.of(new ByteArrayHttpMessageConverter(), new ResourceHttpMessageConverter()));
    return mapping;
  }

  @Bean
  static HandlerFunctionAdapter adapter() {
    return new HandlerFunctionAdapter();
  }

  @Bean
  static RouterFunction<ServerResponse> routes(List<SandboxServer.Part> parts) {
    var routes = RouterFunctions.route();
    parts.forEach(part -> routes.add(part.routes()));
    return routes
        .resources("/assets/**", new ClassPathResource("page/", SandboxWeb.class))
        .onError(BadInput.class, Responses::badInput)
        .build();
  }
}
