package com.example.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that uploads firmware. */
@SpringBootApplication
public class Application {}
